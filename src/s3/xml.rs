//! Reads the XML of a store: elements and their text, and nothing else.
//!
//! A document type is refused, so that no entity is ever declared, and depth and length are bounded.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// Elements within each other. Answers of S3 have four.
const DEEPEST: usize = 8;

/// The longest text of one element in bytes: a key of 1,024 bytes of which each is written as `&#xNN;`, and more.
const LONGEST_TEXT: usize = 16 << 10;

/// Calls `each` at the end of every element, with the names of the elements that it is in and its own, and its text.
/// Returns what is wrong with the document.
pub(super) fn read(text: &str, each: &mut dyn FnMut(&[String], &str)) -> Result<(), &'static str> {
    const INVALID: &str = "the store's answer is not valid XML";
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        let event = reader.read_event().map_err(|_| INVALID)?;
        match event {
            Event::Start(start) => {
                if path.len() >= DEEPEST {
                    return Err("the store's answer is nested too deeply");
                }
                path.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
                value.clear();
            }
            Event::Empty(start) => {
                path.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
                each(&path, "");
                path.pop();
                value.clear();
            }
            Event::End(_) => {
                each(&path, &value);
                path.pop();
                value.clear();
                // What follows the root is not read.
                if path.is_empty() {
                    return Ok(());
                }
            }
            Event::Text(text) => value.push_str(&text.decode().map_err(|_| INVALID)?),
            Event::CData(text) => value.push_str(&text.decode().map_err(|_| INVALID)?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| INVALID)? {
                Some(character) => value.push(character),
                None => {
                    let name = reference.decode().map_err(|_| INVALID)?;
                    value.push_str(resolve_predefined_entity(&name).ok_or(INVALID)?);
                }
            },
            Event::DocType(_) => return Err("the store's answer declares a document type"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return Err("the store's answer ends early"),
        }
        if value.len() > LONGEST_TEXT {
            return Err("the store's answer has a text that is too long");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Result<Vec<String>, &'static str> {
        let mut found = Vec::new();
        read(text, &mut |path, text| found.push(format!("{}={text}", path.join("/"))))?;
        Ok(found)
    }

    #[test]
    fn elements_have_their_own_text_only() {
        let text = "<?xml version=\"1.0\"?><!-- x --><n:a xmlns:n=\"u\">0<b>1&amp;&#x41;&lt;</b><c/><d><![CDATA[<2>]]></d></n:a>";
        assert_eq!(leaves(text).unwrap(), ["a/b=1&A<", "a/c=", "a/d=<2>", "a="]);
    }

    #[test]
    fn traps_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\">]><a>&y;</a>";
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        let deep = "<a>".repeat(100_000);
        let long = format!("<a>{}</a>", "x".repeat(LONGEST_TEXT + 1));
        let many = format!("<a>{}</a>", "&#65;".repeat(LONGEST_TEXT + 1));
        for text in [
            bomb,
            outside,
            &deep,
            &long,
            &many,
            "<a>&x;</a>",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
            "<a></b>",
            "<a",
            "",
            "{}",
        ] {
            assert!(leaves(text).is_err(), "{text:.60}");
        }
    }
}
