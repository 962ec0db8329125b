//! What is to be written behind something that is still being written.
//!
//! A JSON document has one list behind the other, and a run fills both at once. The second list waits here: in memory
//! while it is short, and then in a file of its own, so that memory does not grow with the input.

use std::io::{self, Seek as _, SeekFrom, Write};

use super::{Host, ScratchFile};

/// How much waits in memory, in bytes.
const IN_MEMORY: usize = 1 << 20;

/// Bytes that wait.
pub(super) struct Spool<'h> {
    host: &'h dyn Host,
    memory: Vec<u8>,
    file: Option<Box<dyn ScratchFile>>,
}

impl<'h> Spool<'h> {
    pub(super) fn new(host: &'h dyn Host) -> Self {
        Self {
            host,
            memory: Vec::new(),
            file: None,
        }
    }

    /// Writes everything that waits, in the order in which it came.
    pub(super) fn copy_to(self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(mut file) = self.file {
            file.seek(SeekFrom::Start(0))?;
            io::copy(&mut file, out)?;
        }
        out.write_all(&self.memory)
    }
}

impl Write for Spool<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.memory.extend_from_slice(bytes);
        if self.memory.len() > IN_MEMORY {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    /// Puts what is in memory into the file.
    fn flush(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(self.host.scratch_file()?),
        };
        file.write_all(&self.memory)?;
        self.memory.clear();
        Ok(())
    }
}
