//! Long names that may break where a reader would break them.

use yew::prelude::*;

/// A name that may break after `:`, `/`, `-`, `_`, `.` and `=` and so is never cut.
pub(crate) fn breakable(name: &str) -> Html {
    pieces(name).map(|piece| html! { <>{ piece.to_owned() }<wbr /></> }).collect()
}

fn pieces(name: &str) -> impl Iterator<Item = &str> {
    name.split_inclusive([':', '/', '-', '_', '.', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_between_the_pieces() {
        let arn = "arn:aws:iam::111111111111:role/a/deploy-role_2";
        assert_eq!(pieces(arn).collect::<String>(), arn);
        assert_eq!(pieces("aws:PrincipalTag/team").count(), 3);
    }
}
