//! Writing into a string, which cannot fail.

/// Adds formatted words.
macro_rules! put {
    ($page:expr, $($words:tt)*) => {
        $page.push_str(&format!($($words)*))
    };
}

/// Adds a formatted line.
macro_rules! putln {
    ($page:expr, $($words:tt)*) => {
        $crate::page::put!($page, "{}\n", format_args!($($words)*))
    };
}

pub(crate) use {put, putln};
