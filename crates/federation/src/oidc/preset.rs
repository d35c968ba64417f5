//! Tokens as well-known providers issue them, ready to be edited.
//!
//! GitHub: "OpenID Connect reference"; GitLab: "OpenID Connect (OIDC) authentication using ID tokens"; AWS: "IAM roles for
//! service accounts", "Role-based access control" of Amazon Cognito identity pools, "Available keys for AWS OIDC
//! federation"; Google: "OpenID Connect".
//!
//! Login with Amazon and Facebook hand out access tokens that only they can read. Their presets claim what the service
//! learns of such a token, in a token that can be read.

use iam::Timestamp;

/// A provider with a token of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Short and stable: `github`.
    pub id: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// The provider's URL without `https://`, as IAM keeps it.
    pub issuer: &'static str,
    /// The audience of the token.
    pub client_id: &'static str,
    /// Whether every account knows the provider without registering it.
    pub shared: bool,
    /// Seconds that a token lasts.
    pub lifetime: i64,
    /// Seconds before its issue from which it is valid, where it says so.
    before: i64,
    template: &'static str,
}

impl Preset {
    /// The claims as JSON in lines, of a token that is issued now.
    #[must_use]
    pub fn claims(&self, now: Timestamp) -> String {
        let issued = now.seconds();
        let number = |seconds: i64| seconds.to_string();
        self.template
            .replace("«iat»", &number(issued))
            .replace("«nbf»", &number(issued - self.before))
            .replace("«exp»", &number(issued + self.lifetime))
    }
}

/// Every preset, in the order in which they are offered.
#[must_use]
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

macro_rules! template {
    ($name:literal) => {
        include_str!(concat!("presets/", $name, ".json"))
    };
}

const PRESETS: [Preset; 9] = [
    Preset {
        id: "github",
        title: "GitHub Actions",
        issuer: "token.actions.githubusercontent.com",
        client_id: "sts.amazonaws.com",
        shared: false,
        lifetime: 300,
        before: 600,
        template: template!("github"),
    },
    Preset {
        id: "github-immutable",
        title: "GitHub Actions, immutable subjects",
        issuer: "token.actions.githubusercontent.com",
        client_id: "sts.amazonaws.com",
        shared: false,
        lifetime: 300,
        before: 600,
        template: template!("github-immutable"),
    },
    Preset {
        id: "gitlab",
        title: "GitLab",
        issuer: "gitlab.com",
        client_id: "https://gitlab.com",
        shared: false,
        lifetime: 3600,
        before: 5,
        template: template!("gitlab"),
    },
    Preset {
        id: "eks",
        title: "EKS service account",
        issuer: "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        client_id: "sts.amazonaws.com",
        shared: false,
        lifetime: 86_400,
        before: 0,
        template: template!("eks"),
    },
    Preset {
        id: "google",
        title: "Google",
        issuer: "accounts.google.com",
        client_id: "123456789012.apps.googleusercontent.com",
        shared: true,
        lifetime: 3600,
        before: 0,
        template: template!("google"),
    },
    Preset {
        id: "login-with-amazon",
        title: "Login with Amazon",
        issuer: "www.amazon.com",
        client_id: "amzn1.application-oa2-client.example",
        shared: true,
        lifetime: 3600,
        before: 0,
        template: template!("login-with-amazon"),
    },
    Preset {
        id: "facebook",
        title: "Facebook",
        issuer: "graph.facebook.com",
        client_id: "111122223333444",
        shared: true,
        lifetime: 3600,
        before: 0,
        template: template!("facebook"),
    },
    Preset {
        id: "cognito-authenticated",
        title: "Amazon Cognito, signed in",
        issuer: "cognito-identity.amazonaws.com",
        client_id: "us-east-1:12345678-dcba-4321-abcd-123456789012",
        shared: true,
        lifetime: 600,
        before: 0,
        template: template!("cognito-authenticated"),
    },
    Preset {
        id: "cognito-guest",
        title: "Amazon Cognito, guest",
        issuer: "cognito-identity.amazonaws.com",
        client_id: "us-east-1:12345678-dcba-4321-abcd-123456789012",
        shared: true,
        lifetime: 600,
        before: 0,
        template: template!("cognito-guest"),
    },
];
