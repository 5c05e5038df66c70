//! Enums whose variants have a name in JSON.

/// Declares an enum from one table: variant = name.
///
/// The name is what serde reads and writes, and what `Display` shows.
macro_rules! named_enum {
    ($(#[$meta:meta])* pub enum $Enum:ident { $($(#[$doc:meta])* $Variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum $Enum {
            $($(#[$doc])* #[serde(rename = $name)] $Variant,)+
        }

        impl $Enum {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The name as in JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Variant => $name,)+ }
            }

            /// The variant with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$Variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use named_enum;

#[cfg(test)]
mod tests {
    use crate::model::{AccessError, DurationSource, FaultKind, FetchObstacle, Format, Kind, Unit};

    macro_rules! check_names {
        ($($Enum:ident),+) => {
            $(for &value in $Enum::ALL {
                assert_eq!(serde_json::to_value(value).unwrap(), value.name());
                assert_eq!(serde_json::from_value::<$Enum>(value.name().into()).unwrap(), value);
                assert_eq!($Enum::from_name(value.name()), Some(value));
                assert_eq!(value.to_string(), value.name());
            })+
        };
    }

    #[test]
    fn names_round_trip() {
        check_names!(AccessError, DurationSource, FaultKind, FetchObstacle, Format, Kind, Unit);
        assert_eq!(Kind::from_name("Image"), None);
    }
}
