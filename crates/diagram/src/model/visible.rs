//! Names as they are drawn and described: what turns the direction of the letters behind it is seen.

use std::rc::Rc;

use super::Model;

impl Model {
    /// Every text of the model as it is shown.
    pub(super) fn make_visible(&mut self) {
        for account in &mut self.accounts {
            show(&mut account.name);
            show(&mut account.path);
        }
        for node in &mut self.nodes {
            for text in [&mut node.name, &mut node.sub, &mut node.full] {
                show(text);
            }
            for chip in &mut node.chips {
                show(&mut chip.key);
                show(&mut chip.value);
            }
        }
        for call in &mut self.calls {
            show(&mut call.action);
            call.figure.iter_mut().for_each(show);
        }
        self.changes.iter_mut().for_each(|change| show(&mut change.subject));
    }
}

fn show(text: &mut Rc<str>) {
    if text.contains(iam::turns_direction) {
        *text = iam::visible(text).into();
    }
}
