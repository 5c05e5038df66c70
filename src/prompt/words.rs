//! The words for images, videos and audio, in the languages in which prompts name assets.

use super::cursor::Cursor;
use crate::model::Kind;

/// A word for one kind of asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: &'static str,
    pub(super) kind: Kind,
    pub(super) form: Form,
    /// Whether the word often means a thing in the scene, such as a photo on a wall.
    pub(super) is_scenery: bool,
    /// Whether only `@` makes it a name: "clip 2" may be the second shot.
    pub(super) needs_mark: bool,
}

/// How a word takes its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Singular,
    /// Takes two numbers or more: "images 2" names nothing.
    Plural,
    /// A word of a script without blanks and without plural.
    Dense,
}

impl Word {
    /// Whether the word is English, though perhaps of another language too.
    pub(super) fn is_english(self) -> bool {
        const STEMS: [&str; 8] = ["image", "img", "picture", "photo", "pic", "video", "audio", "clip"];
        let singular = self.text.strip_suffix('s').unwrap_or(self.text);
        STEMS.contains(&singular) || matches!(self.text, "music" | "sound" | "voice" | "vid")
    }
}

const fn word(text: &'static str, kind: Kind, form: Form) -> Word {
    Word { text, kind, form, is_scenery: false, needs_mark: false }
}

const fn singular(text: &'static str, kind: Kind) -> Word {
    word(text, kind, Form::Singular)
}

const fn plural(text: &'static str, kind: Kind) -> Word {
    word(text, kind, Form::Plural)
}

const fn dense(text: &'static str, kind: Kind) -> Word {
    word(text, kind, Form::Dense)
}

const fn scenery(word: Word) -> Word {
    Word { is_scenery: true, ..word }
}

const fn marked(word: Word) -> Word {
    Word { needs_mark: true, ..word }
}

/// The words that begin with `first`, in lower case; a longer word comes before its own beginning.
pub(super) const fn words(first: char) -> &'static [Word] {
    use Kind::{Audio, Image, Video};
    match first {
        'i' => {
            &const {
                [
                    plural("images", Image),
                    plural("imagens", Image),
                    singular("imagen", Image),
                    singular("imagem", Image),
                    singular("image", Image),
                    plural("imágenes", Image),
                    plural("immagini", Image),
                    singular("immagine", Image),
                    plural("imgs", Image),
                    singular("img", Image),
                ]
            }
        }
        'p' => {
            &const {
                [
                    scenery(plural("pictures", Image)),
                    scenery(singular("picture", Image)),
                    scenery(plural("photos", Image)),
                    scenery(singular("photo", Image)),
                    scenery(plural("pics", Image)),
                    scenery(singular("pic", Image)),
                ]
            }
        }
        'c' => &const { [marked(plural("clips", Video)), marked(singular("clip", Video))] },
        'm' => &const { [marked(singular("music", Audio))] },
        'r' => {
            &const {
                [
                    plural("referenzbilder", Image),
                    singular("referenzbild", Image),
                    plural("referenzvideos", Video),
                    singular("referenzvideo", Video),
                ]
            }
        }
        'b' => {
            &const { [scenery(plural("bilder", Image)), scenery(singular("bild", Image)), marked(singular("bgm", Audio))] }
        }
        'f' => {
            &const {
                [
                    scenery(plural("fotografías", Image)),
                    scenery(singular("fotografía", Image)),
                    scenery(singular("fotografia", Image)),
                    scenery(plural("fotos", Image)),
                    scenery(singular("foto", Image)),
                ]
            }
        }
        's' => &const { [marked(singular("sound", Audio))] },
        'v' => {
            &const {
                [
                    plural("videos", Video),
                    singular("video", Video),
                    plural("vídeos", Video),
                    singular("vídeo", Video),
                    plural("vidéos", Video),
                    singular("vidéo", Video),
                    marked(singular("voice", Audio)),
                    // After the words that begin so.
                    marked(singular("vid", Video)),
                ]
            }
        }
        'a' => &const { [plural("audios", Audio), singular("audio", Audio)] },
        'á' => &const { [plural("áudios", Audio), singular("áudio", Audio)] },
        'и' => {
            &const {
                [
                    plural("изображениях", Image),
                    plural("изображения", Image),
                    singular("изображение", Image),
                    singular("изображении", Image),
                ]
            }
        }
        'к' => &const { [scenery(singular("картинка", Image)), scenery(singular("картинке", Image))] },
        'ф' => &const { [scenery(singular("фото", Image))] },
        'в' => &const { [singular("видео", Video)] },
        'а' => &const { [singular("аудио", Audio)] },
        '图' => &const { [dense("图片", Image), dense("图像", Image), dense("图", Image)] },
        '圖' => &const { [dense("圖片", Image), dense("圖像", Image), dense("圖", Image)] },
        '図' => &const { [dense("図", Image)] },
        '画' => &const { [dense("画像", Image)] },
        '照' => &const { [scenery(dense("照片", Image))] },
        '相' => &const { [scenery(dense("相片", Image))] },
        '写' => &const { [scenery(dense("写真", Image))] },
        'イ' => &const { [dense("イメージ", Image)] },
        '이' => &const { [dense("이미지", Image)] },
        '사' => &const { [scenery(dense("사진", Image))] },
        '그' => &const { [scenery(dense("그림", Image))] },
        '视' => &const { [dense("视频", Video), dense("视讯", Video)] },
        '視' => &const { [dense("視頻", Video), dense("視訊", Video)] },
        '映' => &const { [dense("映像", Video)] },
        '影' => &const { [dense("影片", Video)] },
        '動' => &const { [dense("動画", Video)] },
        'ビ' => &const { [dense("ビデオ", Video)] },
        '비' => &const { [dense("비디오", Video)] },
        '영' => &const { [dense("영상", Video)] },
        '동' => &const { [dense("동영상", Video)] },
        '音' => {
            &const {
                [
                    dense("音频", Audio),
                    dense("音頻", Audio),
                    dense("音訊", Audio),
                    dense("音声", Audio),
                    marked(dense("音乐", Audio)),
                    marked(dense("音樂", Audio)),
                    marked(dense("音楽", Audio)),
                ]
            }
        }
        'オ' => &const { [dense("オーディオ", Audio)] },
        '오' => &const { [dense("오디오", Audio)] },
        '음' => &const { [dense("음성", Audio), dense("음원", Audio), marked(dense("음악", Audio))] },
        _ => &[],
    }
}

/// What follows a word without blanks and makes another noun of it: 图标 "icon", 视频会议 "video conference". A number
/// rules these out, an ordinal before the word does not.
const OTHER_NOUNS: &[(&[&str], &str)] = &[
    (
        &["图", "圖", "図"],
        "标 標 层 層 纸 紙 表 书 書 案 形 谱 譜 腾 騰 章 例 鉴 鑑 鑒 册 冊 库 庫 钉 釘 腰 集 文 样 樣 框 块 塊 解 面 工",
    ),
    (&["图片", "圖片", "照片", "相片", "画像", "写真"], "框 库 庫 集 墙 牆 簿 编辑 編輯 館 家 展 処理 編集"),
    (&["图像", "圖像"], "处理 處理 识别 識別 编辑 編輯"),
    (
        &["视频", "視頻", "視訊"],
        "号 號 会议 會議 通话 通話 电话 電話 网站 網站 平台 博主 软件 軟體 游戏 遊戲 监控 監控 编辑 編輯 网络 課 课 教程",
    ),
    (&["音频", "音頻", "音訊"], "线 線 设备 設備 接口 软件 軟體 播放器"),
    (&["影片"], "网站 網站 平台"),
    (&["動画", "ビデオ"], "サイト 配信 カメラ ゲーム 会議 通話"),
    (&["사진", "이미지"], "작가 관 첩 기 집"),
    (&["그림"], "자 책"),
    (&["영상", "비디오", "동영상"], "통화 회의 플레이어 게임"),
];

/// Whether what follows `word` makes another noun of it.
pub(super) fn is_other_noun(word: Word, after: Cursor<'_>) -> bool {
    let of_word = OTHER_NOUNS.iter().filter(|(texts, _)| texts.contains(&word.text));
    of_word.flat_map(|(_, others)| others.split_whitespace()).any(|other| after.rest().starts_with(other))
}

/// Characters before 图 with which it is another word: a map, a screenshot, a composition, an attempt.
const OTHER_THAN_IMAGE: &str = "导導挂掛地截构構蓝藍插草意程版企试試力宏拼航视視附绘繪制製贴貼略位脑腦縮缩";

/// Steps over a word for a kind of asset. A word of letters must begin where `starts_a_word`; scripts without blanks
/// have no such place.
pub(super) fn take(cursor: &mut Cursor<'_>, before: Option<char>, starts_a_word: bool) -> Option<Word> {
    let first = cursor.peek()?;
    let word = words(lower(first))
        .iter()
        .find(|word| (starts_a_word || word.form == Form::Dense) && cursor.follows(word.text))?;
    let is_drawing = matches!(word.text, "图" | "圖" | "図");
    if is_drawing && before.is_some_and(|before| OTHER_THAN_IMAGE.contains(before)) {
        return None;
    }
    cursor.take(&[word.text]);
    Some(*word)
}

/// Whether a word may begin with `character`, for a quick scan.
pub(super) fn may_begin(character: char) -> bool {
    !words(lower(character)).is_empty()
}

fn lower(character: char) -> char {
    if character.is_ascii() {
        character.to_ascii_lowercase()
    } else if character > '\u{52F}' {
        // No word has a capital letter past Cyrillic.
        character
    } else {
        character.to_lowercase().next().unwrap_or(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_by_its_first_character_and_before_its_own_beginning() {
        for first in ('a'..='z').chain("áиквфа图圖図画照相写イ이사그视視映影動ビ비영동音オ오음".chars())
        {
            let words = words(first);
            for (index, word) in words.iter().enumerate() {
                assert!(word.text.starts_with(first), "{word:?}");
                assert!(words[..index].iter().all(|other| !word.text.starts_with(other.text)), "{word:?}");
            }
        }
    }
}
