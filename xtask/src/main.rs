//! Training, measuring and housekeeping commands.

mod assignment;
mod encoder;
mod news;
mod ranking;
mod text;

use clap::{Parser, Subcommand};

/// Training, measuring and housekeeping commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the fast text model from treebank files
    TrainText(text::TrainArgs),
    /// Make the accurate text model's file from a trained network
    PackEncoder(encoder::PackArgs),
    /// Group words into distributional classes for the text model
    WordClasses(text::ClassesArgs),
    /// Learn the weights by which the reader chooses, from the benchmark's gold
    LearnChoices(news::LearnArgs),
    /// Measure a part against annotated data
    #[command(subcommand)]
    Eval(Eval),
}

#[derive(Subcommand)]
enum Eval {
    /// Tokens, sentences, tags, lemmas and trees against treebank files
    Text(text::EvalArgs),
    /// Which words stand for the same, against GUM's entities
    Coreference(text::CoreferenceArgs),
    /// Statements against the benchmark of negotiation news
    News(news::EvalArgs),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::TrainText(args) => text::train(&args),
        Command::PackEncoder(args) => encoder::pack(&args),
        Command::WordClasses(args) => text::classes(&args),
        Command::LearnChoices(args) => news::learn(&args),
        Command::Eval(Eval::Text(args)) => text::eval(&args),
        Command::Eval(Eval::Coreference(args)) => text::coreference(&args),
        Command::Eval(Eval::News(args)) => news::eval(&args),
    }
}
