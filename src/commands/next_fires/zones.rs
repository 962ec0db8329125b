//! The time zone database: the one inside, or a directory of TZif files.

use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::PathBuf;

use super::Context;
use crate::commands::Failure;
use crate::commands::input::shown;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::schedule::ZoneDatabase;

/// A directory that is none.
const NO_DIRECTORY: Code = Code::new("input/no-directory");

/// No zone file is longer, in bytes; the longest of IANA's are under 4 KB.
const LONGEST_FILE_BYTES: u64 = 1 << 20;

/// The database in `directory`, or the one inside.
pub(super) fn database<'a>(
    directory: Option<&OsStr>,
    context: &Context<'a>,
) -> Result<ZoneDatabase<'a>, Failure> {
    let Some(directory) = directory else {
        return Ok(ZoneDatabase::bundled());
    };
    let host = context.host;
    let directory = PathBuf::from(directory);
    if !host.is_directory(&directory) {
        return Err(Failure::refused(Finding::without_source(
            Diagnostic::error(
                NO_DIRECTORY,
                format!("`{}` is no directory", shown(&directory)),
            )
            .help("give a directory of TZif files, such as `/usr/share/zoneinfo`"),
        )));
    }
    let read = move |name: &str| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        host.open(&directory.join(name))?
            .take(LONGEST_FILE_BYTES)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let release = ["tzdata.zi", "+VERSION", "version", "VERSION"]
        .into_iter()
        .find_map(|name| release(&read(name).ok()?));
    Ok(ZoneDatabase::replaced(
        release.unwrap_or_else(|| "unknown".to_owned()),
        move |name| read(name).ok(),
    ))
}

/// The release that a file of the database names in its first line: `# version 2026e`, or `2026e` alone.
fn release(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?.trim();
    let release = line.strip_prefix("# version ").unwrap_or(line);
    let plausible = (5..=12).contains(&release.len())
        && release.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plausible.then(|| release.to_owned())
}
