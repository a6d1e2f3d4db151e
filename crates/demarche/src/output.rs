//! Writing files so that a full disk or a kill leaves either the old file or the new one.

use crate::error::{CommandError, Result};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Writes a file: first beside it under another name, then in its place. What is not a regular
/// file (a device, a pipe) is written directly.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result {
    let failed = |error: &std::io::Error| CommandError::writing(path, error);
    fill(path, |file| file.write_all(content).map_err(|e| failed(&e)))
}

/// As [`write()`], of what is not held in memory: `content` puts it into the file.
pub(crate) fn fill(path: &Path, content: impl FnOnce(&mut File) -> Result) -> Result {
    let failed = |error: &std::io::Error| CommandError::writing(path, error);
    if path.is_dir() {
        return Err(CommandError::input(format!(
            "cannot write {}: this is a folder",
            path.display()
        )));
    }
    if path.exists() && !path.is_file() {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(|e| failed(&e))?;
        content(&mut file)?;
        return file.flush().map_err(|e| failed(&e));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    let mut file = builder
        .prefix(".demarche-")
        .tempfile_in(folder)
        .map_err(|e| failed(&e))?;
    content(file.as_file_mut())?;
    file.as_file().sync_all().map_err(|e| failed(&e))?;
    permit(&file, path).map_err(|e| failed(&e))?;
    file.persist(path).map_err(|e| failed(&e.error))?;
    Ok(())
}

/// Temporary files are private; the result has the rights of the file it replaces, or the usual
/// ones of a new file.
#[cfg(unix)]
fn permit(file: &tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = match std::fs::metadata(path) {
        Ok(old) => old.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o644),
    };
    file.as_file().set_permissions(permissions)
}

#[cfg(not(unix))]
fn permit(_: &tempfile::NamedTempFile, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let path = folder.path().join("brief.md");
        write(&path, b"old").expect("a first file");
        write(&path, b"new").expect("a second one");
        assert_eq!(std::fs::read(&path).expect("the file"), b"new");
        let count = std::fs::read_dir(folder.path())
            .expect("the folder")
            .count();
        assert_eq!(count, 1);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_reported() {
        let error = write(Path::new("/dev/full"), b"brief").expect_err("there is no room");
        assert!(
            error.error.starts_with("cannot write /dev/full: no s"),
            "{}",
            error.error
        );
    }
}
