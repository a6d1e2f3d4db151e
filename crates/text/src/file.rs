//! Reading and writing the sections of model files.

use crate::model::ModelError;

/// What is left of a file.
pub(crate) struct Reader<'b> {
    pub(crate) rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Checks how the file begins.
    pub(crate) fn new(bytes: &'b [u8], magic: &[u8], expected: u32) -> Result<Self, ModelError> {
        let mut reader = Self { rest: bytes };
        if reader.take(magic.len())? != magic {
            return Err(ModelError::Magic);
        }
        match reader.number()? {
            found if found == expected => Ok(reader),
            found => Err(ModelError::Version { found, expected }),
        }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'b [u8], ModelError> {
        let (head, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(ModelError::Damaged("ends early"))?;
        self.rest = rest;
        Ok(head)
    }

    pub(crate) fn number(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u32::from(byte)))
    }

    pub(crate) fn hash(&mut self) -> Result<u64, ModelError> {
        Ok(u64::from(self.number()?) | u64::from(self.number()?) << 32)
    }

    /// No more entries than bytes are left: a damaged count must not ask for much memory.
    pub(crate) fn at_most(&self, count: u32) -> usize {
        (count as usize).min(self.rest.len() / 8)
    }

    pub(crate) fn section(&mut self) -> Result<&'b [u8], ModelError> {
        let length = self.number()? as usize;
        self.take(length)
    }
}

pub(crate) fn put_number(out: &mut Vec<u8>, number: usize) {
    out.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

pub(crate) fn put_section(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend(bytes);
}
