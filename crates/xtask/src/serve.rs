//! A small static file server for this machine alone, used by `cargo xtask serve` and the tests.
//!
//! It listens on 127.0.0.1, answers GET and HEAD, gives each file the type that a browser insists
//! on, never leaves its folder, and forbids keeping copies, so that a rebuilt page is seen at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::build::{self, Profile};
use crate::failure::{Result, While, fail};
use crate::repository;

/// The port when none is asked for; any free one is taken when it is in use.
const PORT: u16 = 8787;

/// A folder of a host below which the tests serve the page as well.
pub(crate) const SUBFOLDER: &str = "/docs/play/";

/// A request's head is never longer than this.
const LONGEST_HEAD: u64 = 64 * 1024;

/// `cargo xtask serve`.
pub(crate) fn command(port: Option<u16>, profile: Profile) -> Result<()> {
    let dist = repository::path("dist");
    // Before the page is built, so that a port in use is told at once.
    let server = match port {
        Some(port) => Server::bind(dist, port).or_else(|_| {
            fail(format!("Port {port} is in use; choose another, or leave out --port."))
        })?,
        None => Server::bind(dist.clone(), PORT).or_else(|_| Server::bind(dist, 0))?,
    };
    build::site(profile)?;
    let server = Server { keeps_nothing: true, ..server };
    println!("Serving the playground at {} (Ctrl+C stops it)", server.url()?);
    server.run();
    Ok(())
}

/// A folder and the address it is served on.
#[derive(Debug)]
pub(crate) struct Server {
    folder: PathBuf,
    listener: TcpListener,
    /// Whether browsers are told to keep nothing for when there is no network, not even what they kept before: whoever
    /// builds the page again sees it at once.
    keeps_nothing: bool,
}

impl Server {
    /// Takes a port of this machine; 0 means any that is free.
    pub(crate) fn bind(folder: PathBuf, port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .or_could_not(format!("listen on port {port}"))?;
        Ok(Self { folder, listener, keeps_nothing: false })
    }

    /// Where the page is.
    pub(crate) fn url(&self) -> Result<String> {
        let address = self.listener.local_addr().or_could_not("read the server's address")?;
        Ok(format!("http://{address}/"))
    }

    /// Serves until the program ends.
    pub(crate) fn run(self) {
        for stream in self.listener.incoming().flatten() {
            let (folder, keeps_nothing) = (self.folder.clone(), self.keeps_nothing);
            // A browser that goes away in the middle of an answer harms nobody else.
            std::thread::spawn(move || drop(answer(&folder, keeps_nothing, stream)));
        }
    }

    /// Serves in the background until the program ends, and gives the address.
    pub(crate) fn start(self) -> Result<String> {
        let url = self.url()?;
        std::thread::spawn(move || self.run());
        Ok(url)
    }
}

fn answer(folder: &Path, keeps_nothing: bool, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let response = match method {
        "GET" if keeps_nothing && target.starts_with("/sw.js") => Response::forgetting(),
        "GET" | "HEAD" => Response::for_target(folder, target),
        _ => Response::text("405 Method Not Allowed", "Only GET and HEAD are answered here.\n"),
    };
    response.send(&mut stream, method != "HEAD")
}

struct Response {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Response {
    fn for_target(folder: &Path, target: &str) -> Self {
        let found = file_for(folder, target).and_then(|file| {
            let body = std::fs::read(&file).ok()?;
            Some(Self { status: "200 OK", kind: kind_of(&file), body })
        });
        found.unwrap_or_else(|| Self::text("404 Not Found", "There is no such file here.\n"))
    }

    /// A service worker that takes the place of one that keeps the page, and goes.
    fn forgetting() -> Self {
        let script = "self.addEventListener(\"install\", () => self.skipWaiting());\n\
             self.addEventListener(\"activate\", () => self.registration.unregister());\n";
        Self { status: "200 OK", kind: "text/javascript; charset=utf-8", body: script.into() }
    }

    fn text(status: &'static str, sentence: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: sentence.into() }
    }

    fn send(&self, stream: &mut TcpStream, with_body: bool) -> std::io::Result<()> {
        write!(
            stream,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len()
        )?;
        if with_body {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// The file that a request's target names; none if there is no such file inside the folder.
fn file_for(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = decode(path)?;
    let path = path.strip_prefix(SUBFOLDER).or_else(|| path.strip_prefix('/'))?;
    let mut file = folder.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // `..`, a drive letter or a backslash would lead out of the folder on some system.
        if part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    // A link inside the folder must not lead out of it either.
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    (file.is_file() && file.starts_with(folder)).then_some(file)
}

/// Undoes percent-encoding.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The type a browser is told; modules and wasm are refused under a wrong one.
fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a page, and a secret beside it.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let outside = std::env::temp_dir().join(format!("serve-{name}-{}", std::process::id()));
            let inside = outside.join("dist");
            std::fs::create_dir_all(&inside).unwrap();
            std::fs::write(outside.join("secret.txt"), "secret").unwrap();
            std::fs::write(inside.join("index.html"), "<p>page</p>").unwrap();
            std::fs::write(inside.join("a b.wasm"), b"\0asm").unwrap();
            Self(outside)
        }

        fn get(&self, target: &str) -> String {
            let url = Server::bind(self.0.join("dist"), 0).unwrap().start().unwrap();
            let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "GET {target} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn a_folder_answers_with_its_page_and_forbids_copies() {
        let answer = Site::new("page").get("/?x=1");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("Cache-Control: no-store"), "{answer}");
        assert!(answer.ends_with("<p>page</p>"), "{answer}");
    }

    #[test]
    fn the_same_files_are_served_below_a_folder_of_the_host() {
        assert!(Site::new("below").get(SUBFOLDER).ends_with("<p>page</p>"));
    }

    #[test]
    fn wasm_has_the_type_that_browsers_insist_on() {
        assert!(Site::new("wasm").get("/a%20b.wasm").contains("Content-Type: application/wasm"));
    }

    #[test]
    fn nothing_outside_the_folder_is_ever_given() {
        let site = Site::new("outside");
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..\\secret.txt",
            "//etc/passwd",
        ] {
            assert!(site.get(target).starts_with("HTTP/1.1 404"), "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out_of_the_folder() {
        let site = Site::new("link");
        std::os::unix::fs::symlink(site.0.join("secret.txt"), site.0.join("dist/link.txt"))
            .unwrap();
        assert!(site.get("/link.txt").starts_with("HTTP/1.1 404"));
    }
}
