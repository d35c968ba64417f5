//! What a request says of its own signature. AWS: "Elements of an AWS API request signature".

use super::{ALGORITHM, HttpRequest, SignatureError, credential::TERMINATOR};

/// A signature with everything that must be known to check it.
#[derive(Debug)]
pub(super) struct Authorization {
    pub(super) access_key_id: String,
    /// Day, Region, service and terminator of the scope.
    pub(super) scope: [String; 4],
    pub(super) signed_headers: Vec<String>,
    pub(super) signature: String,
    pub(super) date: String,
    pub(super) session_token: Option<String>,
}

impl Authorization {
    pub(super) fn read(request: &HttpRequest) -> Result<Self, SignatureError> {
        let in_query = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"];
        match request.header("Authorization") {
            Some(header) => Self::of_header(request, header),
            None if in_query.iter().any(|name| request.parameter(name).is_some()) => {
                Self::of_query(request)
            }
            None => Err(SignatureError::Missing),
        }
    }

    fn of_header(request: &HttpRequest, header: &str) -> Result<Self, SignatureError> {
        let (algorithm, rest) = header.split_once(' ').unwrap_or((header, ""));
        let mut parts = Vec::new();
        for part in rest.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
            let pair = part.split_once('=').ok_or_else(|| SignatureError::NotAPair {
                part: part.to_owned(),
                header: header.to_owned(),
            })?;
            parts.push(pair);
        }
        let part = |name| {
            parts.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let date = request.header("X-Amz-Date").or_else(|| request.header("Date"));
        let found = (part("Credential"), part("Signature"), part("SignedHeaders"), date);
        let (Some(credential), Some(signature), Some(signed_headers), Some(date)) = found else {
            return Err(SignatureError::HeaderIncomplete {
                credential: found.0.is_none(),
                signature: found.1.is_none(),
                signed_headers: found.2.is_none(),
                date: found.3.is_none(),
                header: header.to_owned(),
            });
        };
        if algorithm != ALGORITHM {
            return Err(SignatureError::Algorithm(algorithm.to_owned()));
        }
        let token = request.header("X-Amz-Security-Token").map(str::to_owned);
        Self::new(&credential, &signed_headers, signature, date.to_owned(), token)
    }

    fn of_query(request: &HttpRequest) -> Result<Self, SignatureError> {
        let needed = |name| {
            request.parameter(name).ok_or(SignatureError::QueryIncomplete { parameter: name })
        };
        let algorithm = needed("X-Amz-Algorithm")?;
        let credential = needed("X-Amz-Credential")?;
        let signature = needed("X-Amz-Signature")?;
        let signed_headers = needed("X-Amz-SignedHeaders")?;
        let date = needed("X-Amz-Date")?;
        if algorithm != ALGORITHM {
            return Err(SignatureError::Algorithm(algorithm));
        }
        let token = request.parameter("X-Amz-Security-Token");
        Self::new(&credential, &signed_headers, signature, date, token)
    }

    fn new(
        credential: &str,
        signed_headers: &str,
        signature: String,
        date: String,
        session_token: Option<String>,
    ) -> Result<Self, SignatureError> {
        let parts: Vec<&str> = credential.split('/').collect();
        let [access_key_id, day, region, service, terminator] = *parts else {
            return Err(SignatureError::Credential(credential.to_owned()));
        };
        if terminator != TERMINATOR {
            return Err(SignatureError::Terminator);
        }
        Ok(Self {
            access_key_id: access_key_id.to_owned(),
            scope: [day, region, service, terminator].map(str::to_owned),
            signed_headers: signed_headers.split(';').map(str::to_owned).collect(),
            signature,
            date,
            session_token,
        })
    }
}
