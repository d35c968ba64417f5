//! Many files at once: each is worked on for itself, and what they print comes in their order.

use std::io::{self, Write};

use rayon::prelude::*;

use crate::plain::Plain;

/// How many are worked on before what they print is printed: enough for any number of cores, and little to keep.
const AT_ONCE: usize = 64;

/// What one file is worked on with.
pub(crate) struct Work<'a> {
    /// Its place among the files.
    pub(crate) number: usize,
    /// Its path.
    pub(crate) file: &'a str,
    /// What it prints.
    pub(crate) out: Vec<u8>,
    /// What is wrong with it.
    pub(crate) complaints: Plain<Vec<u8>>,
}

/// Works on every file; the worst of what happened is the exit code.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn each(
    files: &[String],
    out: &mut impl Write,
    complaints: &mut impl Write,
    work: impl Fn(&mut Work<'_>) -> io::Result<u8> + Sync,
) -> io::Result<u8> {
    let mut worst = 0;
    for (chunk, files) in files.chunks(AT_ONCE).enumerate() {
        let done: Vec<_> = files
            .par_iter()
            .enumerate()
            .map(|(index, file)| {
                let number = chunk * AT_ONCE + index;
                let (own, wrong) = (Vec::new(), Plain::new(Vec::new()));
                let mut file = Work { number, file, out: own, complaints: wrong };
                let code = work(&mut file);
                (code, file.out, file.complaints.into_inner())
            })
            .collect();
        for (code, printed, wrong) in done {
            complaints.write_all(&wrong)?;
            out.write_all(&printed)?;
            worst = worst.max(code?);
        }
    }
    out.flush()?;
    Ok(worst)
}
