//! A request as people see it: the lines that travel, or the address of a link.

use std::fmt;

use super::HttpRequest;

/// Why a text is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotARequest {
    /// It is longer than what the service takes.
    TooLong,
    /// The first line is none.
    FirstLine,
    /// This line, counted from 1, is no header.
    Header(usize),
}

impl fmt::Display for NotARequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "it has more than {LONGEST} bytes"),
            Self::FirstLine => f.write_str(
                "the first line is neither a method with a path, such as `GET /?Action=GetCallerIdentity HTTP/1.1`, nor an address that begins with `https://`",
            ),
            Self::Header(line) => write!(f, "line {line} is no header, a name and a colon before its value"),
        }
    }
}

/// A request of STS is far smaller: its longest parameters, an assertion and the policies, have some 100,000 characters
/// together.
const LONGEST: usize = 200_000;

impl HttpRequest {
    /// Reads the lines of a request, or the address of a link. Blanks around lines and header values mean nothing.
    ///
    /// # Errors
    /// Where it is too long, or the first line, or a header, is none.
    pub fn read(text: &str) -> Result<Self, NotARequest> {
        if text.len() > LONGEST {
            return Err(NotARequest::TooLong);
        }
        let whole = text;
        let text = text.trim_start();
        let skipped = whole[..whole.len() - text.len()].matches('\n').count();
        let (head, body) = parted(text);
        let mut lines = head.trim_end().lines();
        let first = lines.next().unwrap_or_default().trim();
        let address =
            first.split_at_checked(8).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("https://"));
        let mut request = match address.map(|(_, address)| address) {
            Some(address) => Self::of_address(address),
            None => Self::of_first_line(first).ok_or(NotARequest::FirstLine)?,
        };
        for (number, line) in lines.enumerate() {
            let (name, value) =
                line.split_once(':').ok_or(NotARequest::Header(skipped + number + 2))?;
            request.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        body.as_bytes().clone_into(&mut request.body);
        Ok(request)
    }

    fn of_address(address: &str) -> Self {
        // What stands behind `#` never travels.
        let address = address.split('#').next().unwrap_or_default();
        let end = address.find(['/', '?']).unwrap_or(address.len());
        let (host, target) = address.split_at(end);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: "GET".to_owned(),
            path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
            query: query.to_owned(),
            headers: vec![("Host".to_owned(), host.to_owned())],
            body: Vec::new(),
        }
    }

    fn of_first_line(line: &str) -> Option<Self> {
        let (method, rest) = line.split_once(' ')?;
        let rest = rest.trim();
        let target = match rest.rsplit_once(' ') {
            Some((target, version)) if version.starts_with("HTTP/") => target.trim_end(),
            _ => rest,
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_method && path.starts_with('/') && !target.contains(' ')).then(|| Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            ..Self::default()
        })
    }

    /// The lines that travel.
    #[must_use]
    pub fn lines(&self) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        let mut text = format!("{} {}{query} HTTP/1.1\n", self.method, self.path);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\n"));
        }
        if !self.body.is_empty() {
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(&self.body));
        }
        text
    }

    /// The address that makes the call alone: of a presigned request.
    #[must_use]
    pub fn address(&self) -> String {
        let host = self.header("Host").unwrap_or_default();
        format!("https://{host}{}?{}", self.path, self.query)
    }
}

/// The lines before the first empty one, and the body behind it, without the line end that a paste leaves at its end.
fn parted(text: &str) -> (&str, &str) {
    let ends = ["\r\n\r\n", "\n\n"].map(|end| text.find(end).map(|at| (at, end.len())));
    let Some((at, long)) = ends.into_iter().flatten().min() else { return (text, "") };
    let body = &text[at + long..];
    let body = body.strip_suffix('\n').map_or(body, |body| body.strip_suffix('\r').unwrap_or(body));
    (&text[..at], body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_and_browsers_print_is_read() {
        let request = HttpRequest::read("\nGET /?a=b HTTP/2\r\nHost: h\r\n\r\nx\n\ny\n").unwrap();
        assert_eq!(
            (&*request.path, &*request.query, request.header("Host")),
            ("/", "a=b", Some("h"))
        );
        assert_eq!(request.body, b"x\n\ny");
        let link = HttpRequest::read("HTTPS://h/p?a=b#here").unwrap();
        assert_eq!((&*link.path, &*link.query, link.header("Host")), ("/p", "a=b", Some("h")));
        assert_eq!(HttpRequest::read("\n\nGET /\nHost h"), Err(NotARequest::Header(4)));
    }

    #[test]
    fn a_request_is_read_as_it_is_written() {
        let request = HttpRequest {
            method: "POST".into(),
            path: "/".into(),
            query: "a=b%20c".into(),
            headers: vec![
                ("Host".into(), "sts.amazonaws.com".into()),
                ("X-Amz-Date".into(), "1: 2".into()),
            ],
            body: b"Action=GetCallerIdentity".to_vec(),
        };
        assert_eq!(HttpRequest::read(&request.lines()), Ok(request.clone()));
        assert_eq!(
            HttpRequest::read(&format!("\n {}\n", request.lines().replace('\n', "\r\n"))),
            Ok(request)
        );
    }

    #[test]
    fn a_link_is_a_request_for_its_host() {
        let request =
            HttpRequest::read("https://sts.amazonaws.com/?Action=GetCallerIdentity\n").unwrap();
        assert_eq!(request.address(), "https://sts.amazonaws.com/?Action=GetCallerIdentity");
        assert_eq!((&*request.method, &*request.path), ("GET", "/"));
        assert_eq!(request.header("host"), Some("sts.amazonaws.com"));
        assert_eq!(HttpRequest::read("https://sts.amazonaws.com?a=1").unwrap().path, "/");
    }

    #[test]
    fn what_is_no_request_is_told_by_its_line() {
        for text in [
            "",
            "hello",
            "GET index.html HTTP/1.1",
            "get / HTTP/1.1",
            "GET /a b HTTP/1.1",
            "http://sts.amazonaws.com/",
        ] {
            assert_eq!(HttpRequest::read(text), Err(NotARequest::FirstLine), "{text}");
        }
        assert_eq!(
            HttpRequest::read("GET / HTTP/1.1\nHost: x\nfolded"),
            Err(NotARequest::Header(3))
        );
    }
}
