//! Training, measuring and housekeeping commands.
fn main() {}
