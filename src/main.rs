//! The `evb` program: the process around [`evb::cli::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    evb::cli::main()
}
