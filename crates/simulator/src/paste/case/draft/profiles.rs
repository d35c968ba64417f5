//! Profiles as calls: each takes its role with the credentials of its source. AWS: "Using an IAM role in the AWS CLI".

use std::rc::Rc;

use sts::request::AssumeRole;

use super::{Caller, Making, Target, target_of};
use crate::paste::{Command, Profile, ProfileSource};

impl Making<'_> {
    fn profile(&self, name: &str) -> Option<&Profile> {
        self.facts.profiles.iter().copied().find(|profile| *profile.name == *name)
    }

    /// The profile whose credentials a profile calls with, where they are those of a role.
    fn source(&self, profile: &Profile) -> Option<&Profile> {
        let ProfileSource::Profile(name) = &profile.source else { return None };
        // A source with keys gives those, whatever role it names besides.
        self.profile(name).filter(|source| !source.has_keys && source.call.role_arn.is_some())
    }

    /// The profiles on the way to one, that one last.
    fn way_to(&self, name: &str) -> Vec<&Profile> {
        let mut way: Vec<&Profile> = Vec::new();
        let mut next = self.profile(name).filter(|profile| profile.call.role_arn.is_some());
        while let Some(profile) =
            next.filter(|next| way.iter().all(|known| known.name != next.name))
        {
            way.push(profile);
            next = self.source(profile);
        }
        way.reverse();
        way
    }

    /// The command that says who calls: with the profile with which everything begins.
    pub(super) fn get_caller_identity(&self) -> String {
        let plain = "aws sts get-caller-identity".to_owned();
        let by_command =
            self.facts.commands.iter().rev().find_map(|command| command.profile.clone());
        let with_role =
            self.facts.profiles.iter().rev().find(|profile| profile.call.role_arn.is_some());
        let Some(last) = by_command.or(with_role.map(|profile| Rc::clone(&profile.name))) else {
            return plain;
        };
        let first = match self.way_to(&last).first().map(|first| &first.source) {
            Some(ProfileSource::Profile(source)) => Rc::clone(source),
            Some(_) => return plain,
            None => last,
        };
        let is_plain =
            first.chars().all(|letter| letter.is_alphanumeric() || "_-.@/+".contains(letter));
        if &*first == "default" || !is_plain { plain } else { format!("{plain} --profile {first}") }
    }

    /// Adds the calls of the profiles: of those on the way to what is asked for, of all where nothing else is asked for.
    pub(super) fn add_profiles(&mut self, targets: &mut Vec<Target>, caller: &Caller) {
        let mut wanted: Vec<Rc<str>> =
            self.facts.commands.iter().filter_map(|command| command.profile.clone()).collect();
        for profile in &self.facts.profiles {
            let Some(role) = &profile.call.role_arn else { continue };
            if targets.is_empty() || targets.iter().any(|target| target.arn == **role) {
                wanted.push(Rc::clone(&profile.name));
            }
        }
        let mut taken: Vec<Target> = Vec::new();
        for name in wanted {
            let way: Vec<Profile> = self.way_to(&name).into_iter().cloned().collect();
            // Whoever calls with the session of a profile's role is past that profile.
            let past = way.iter().rposition(|profile| {
                let role = profile.call.role_arn.as_deref();
                let target = role.and_then(|arn| target_of(arn, None));
                target.is_some_and(|target| caller.is_session_of(&target))
            });
            for profile in way.into_iter().skip(past.map_or(0, |at| at + 1)) {
                let role = profile.call.role_arn.clone().unwrap_or_default();
                let by_command = |target: &Target| target.arn == *role && target.command.is_some();
                let stands =
                    taken.iter().any(|known| known.profile.as_ref() == Some(&profile.name));
                if stands || targets.iter().any(by_command) {
                    continue;
                }
                targets.retain(|target| target.arn != *role);
                let command = Command { call: profile.call, region: profile.region, profile: None };
                let target = target_of(&role, Some(command));
                taken.extend(target.map(|target| Target { profile: Some(profile.name), ..target }));
            }
        }
        targets.splice(0..0, taken);
    }

    /// Who makes the call of that place; nothing for whoever the hop before made.
    pub(super) fn step_caller(&self, targets: &[Target], place: usize) -> Option<Rc<str>> {
        let target = &targets[place];
        let start = || (place > 0).then(|| "start".into());
        let source = match target.profile.as_deref().and_then(|name| self.profile(name)) {
            Some(profile) => self.source(profile),
            None => {
                let name = target.command.as_ref()?.profile.as_deref()?;
                Some(self.profile(name)?).filter(|profile| profile.call.role_arn.is_some())
            }
        };
        let Some(source) = source else { return start() };
        let earlier = targets[..place]
            .iter()
            .position(|earlier| earlier.profile.as_ref() == Some(&source.name));
        match earlier {
            None => start(),
            Some(at) if at + 1 == place => None,
            Some(at) => Some(Rc::clone(&self.draft.scenario.steps.get(at)?.id)),
        }
    }

    /// What the command line adds to a profile's call by itself.
    pub(super) fn as_the_command_line_does(&mut self, target: &Target, call: &mut AssumeRole) {
        let Some(profile) = &target.profile else { return };
        if call.role_session_name.is_none() {
            let name = format!("botocore-session-{}", self.draft.scenario.start.time.seconds());
            self.assume(format!(
                "The profile {profile} sets no role_session_name; the AWS CLI then makes one up, here `{name}`."
            ));
            call.role_session_name = Some(name.into());
        }
        if call.serial_number.is_some() {
            call.token_code = Some("123456".into());
            self.assume(format!(
                "The AWS CLI asks for the code of the MFA device of the profile {profile}; a right one is assumed."
            ));
        }
    }
}
