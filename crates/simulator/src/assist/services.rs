//! Actions, resources and condition keys of AWS services, from a file that a host lends. Nothing is decided by it: what an
//! action needs, the engine knows by itself.
//!
//! The file holds a block of lines for each service:
//!
//! ```text
//! =s3<tab>Amazon S3
//! R GetObject GetObjectAcl         actions by access level: L list, R read, W write, P permissions management, T tagging
//! @bucket arn:${Partition}:s3:::${BucketName}
//! ?s3:prefix String
//! ```

use std::rc::Rc;

/// How AWS groups actions. AWS: "Understanding access level summaries within policy summaries".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessLevel {
    /// Sees that resources are there.
    List,
    /// Reads what is in them.
    Read,
    /// Makes, changes, deletes.
    Write,
    /// Grants permissions or changes them.
    PermissionsManagement,
    /// Changes tags alone.
    Tagging,
}

impl AccessLevel {
    /// Every level as the console orders them.
    pub const ALL: [Self; 5] =
        [Self::List, Self::Read, Self::Write, Self::PermissionsManagement, Self::Tagging];

    /// AWS's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::PermissionsManagement => "Permissions management",
            Self::Tagging => "Tagging",
        }
    }

    fn of_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.label().starts_with(letter))
    }
}

/// The file, as it is.
#[derive(Debug, Clone)]
pub struct Services(Rc<str>);

impl Services {
    /// Takes the file.
    #[must_use]
    pub fn new(file: impl Into<Rc<str>>) -> Self {
        Self(file.into())
    }

    /// The prefix and the name of every service, in the order of prefixes.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter_map(|line| line.strip_prefix('=')?.split_once('\t'))
    }

    /// The name of a service.
    #[must_use]
    pub fn name(&self, prefix: &str) -> Option<&str> {
        self.all().find(|(known, _)| known.eq_ignore_ascii_case(prefix)).map(|(_, name)| name)
    }

    /// The actions of a service with their levels, prefix left out.
    pub fn actions<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = (AccessLevel, &'s str)> {
        self.block(prefix).flat_map(|line| {
            let (letter, names) = line.split_once(' ').unwrap_or_default();
            let level = AccessLevel::of_letter(letter).filter(|_| letter.len() == 1);
            let names = if level.is_some() { names } else { "" };
            names.split_whitespace().filter_map(move |name| Some((level?, name)))
        })
    }

    /// The kinds of resources of a service with the patterns of their ARNs.
    pub fn resources<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.block(prefix).filter_map(|line| line.strip_prefix('@')?.split_once(' '))
    }

    /// The condition keys of a service with AWS's name for what their values are.
    pub fn keys<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.block(prefix).filter_map(|line| line.strip_prefix('?')?.split_once(' '))
    }

    /// The lines of a service behind its name.
    fn block<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'s str> {
        let is_head = move |line: &&str| {
            let head = line.strip_prefix('=').and_then(|line| line.split_once('\t'));
            head.is_some_and(|(known, _)| known.eq_ignore_ascii_case(prefix))
        };
        self.0
            .lines()
            .skip_while(move |line| !is_head(line))
            .skip(1)
            .take_while(|line| !line.starts_with('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "=ec2\tAmazon EC2\nL DescribeVpcs\n=s3\tAmazon S3\nL ListBucket\nR GetObject GetObjectAcl\nP PutBucketPolicy\n@bucket arn:${Partition}:s3:::${BucketName}\n?s3:prefix String\n=sqs\tAmazon SQS\n";

    #[test]
    fn a_service_has_its_lines_and_no_others() {
        let services = Services::new(FILE);
        assert_eq!(
            services.all().map(|(prefix, _)| prefix).collect::<Vec<_>>(),
            ["ec2", "s3", "sqs"]
        );
        assert_eq!(services.name("S3"), Some("Amazon S3"));
        let actions: Vec<_> = services.actions("s3").collect();
        assert_eq!(
            actions,
            [
                (AccessLevel::List, "ListBucket"),
                (AccessLevel::Read, "GetObject"),
                (AccessLevel::Read, "GetObjectAcl"),
                (AccessLevel::PermissionsManagement, "PutBucketPolicy"),
            ]
        );
        assert_eq!(
            services.resources("s3").collect::<Vec<_>>(),
            [("bucket", "arn:${Partition}:s3:::${BucketName}")]
        );
        assert_eq!(services.keys("s3").collect::<Vec<_>>(), [("s3:prefix", "String")]);
        assert_eq!(services.actions("sqs").count() + services.actions("none").count(), 0);
    }
}
