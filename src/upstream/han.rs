//! Traditional Chinese characters of refusals, as the simplified ones that the tables of words have.

/// Pairs of a traditional and a simplified character; others are the same in both, or in no word of the tables.
const PAIRS: &str = "餘余額额請请過过頻频圖图載载敗败視视時时長长寬宽數数幀帧畫画錯错誤误無无權权積积點点內内審审違违規规檔档\
    參参輸输應应須须於于個个張张條条體体壓压縮缩編编碼码實实際际當当總总間间獲获連连線线網网鏈链結结現现試试負负\
    飽饱務务維维護护稱称類类較较發发產产開开關关帳账戶户費费購购買买認认證证鑰钥資资訊讯單单獨独\
    頭头動动態态還还沒没這这簡简並并後后會会僅仅種种轉转換换絡络賬账聲声臉脸";

/// The simplified character, or the same one.
pub(super) fn simplified(character: char) -> char {
    // Nothing below the ideographs (Unicode block CJK Unified Ideographs) is Chinese.
    if character < '\u{4e00}' {
        return character;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == character {
            return simplified;
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_simplified() {
        let simplified = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(simplified("餘額不足"), "余额不足");
        assert_eq!(simplified("請求過於頻繁，請稍後再試"), "请求过于频繁，请稍后再试");
        assert_eq!(simplified("圖片下載失敗"), "图片下载失败");
        assert_eq!(simplified("余额 video é"), "余额 video é");
        assert_eq!(PAIRS.chars().count() % 2, 0);
    }
}
