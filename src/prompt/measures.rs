//! Measures of scripts without blanks: 图片3张, 動画2人で, 영상 2명.
//!
//! Many of them begin other words too, so each has what decides: 图1张开双臂 is a name, 图片3张 is an amount.

use super::cursor::{Cursor, digit};
use super::script::{is_hangul, is_kana, is_word};

/// Measures that are one unless what follows makes another word of them.
const UNLESS: &[(&str, &str)] = &[
    // Time.
    ("秒", ""),
    ("分钟", ""),
    ("分鐘", ""),
    ("分間", ""),
    ("小时", ""),
    ("小時", ""),
    ("時間", ""),
    ("毫秒", ""),
    ("日間", ""),
    ("週間", ""),
    ("ヶ月", ""),
    ("か月", ""),
    ("年", "轻 輕 龄 齡 代感 少 幼 迈 邁 老 纪 紀"),
    ("岁", "月"),
    ("歲", "月"),
    ("歳", ""),
    ("倍", "感"),
    ("遍", "布 佈 地 及"),
    ("次", "要 元 序 第"),
    // Sizes.
    ("厘米", ""),
    ("釐米", ""),
    ("毫米", ""),
    ("千米", ""),
    ("公里", ""),
    ("公尺", ""),
    ("公分", ""),
    ("公斤", ""),
    ("英寸", ""),
    ("米", "色 白 黄 黃 饭 飯 老 其 奇 粒 兰 蘭"),
    ("寸", "头 頭 步"),
    ("吋", ""),
    ("像素", "风 風 画 畫 级 級 艺 藝 化 游 小"),
    ("赫兹", ""),
    ("赫茲", ""),
    ("分贝", ""),
    ("分貝", ""),
    ("度", "假 过 過 量"),
    ("声道", ""),
    ("聲道", ""),
    ("维", "持 护 修 生 多"),
    ("維", "持 護 修 生 多"),
    // Things.
    ("个", "体 性 子高 子矮 子很 子较 子不"),
    ("個", "體 性 子高 子矮 子很 子較 子不"),
    ("张", "开 嘴 口 望 贴 牙 着 狂 扬 力 臂 双臂 大嘴 大口 大眼 大双 大了"),
    ("張", "開 嘴 口 望 貼 牙 著 狂 揚 力 臂 雙臂 大嘴 大口 大眼 大雙 大了"),
    ("幅", "度"),
    ("枚", ""),
    ("段", "落 位"),
    ("条", "纹 件 形 码"),
    ("條", "紋 件 形 碼"),
    ("本", "人 身 来 來 体 體 质 質 色 尊 该 該 应 應 能 地"),
    ("部", "分 份 落 位 队 隊 门 門 署"),
    ("支", "持 撑 撐 付 配 架 起"),
    ("组", "合 成 织 装 建"),
    ("組", "合 成 織 裝 建 み"),
    ("帧", "率"),
    ("幀", "率"),
    ("处", "理 于 在 境 处 女 决 罚"),
    ("處", "理 於 在 境 處 女 決 罰"),
    ("页", "面 边 眉"),
    ("頁", "面 邊 眉"),
    ("块", "状"),
    ("塊", "狀"),
    ("种", "植 花 树 菜 下"),
    ("種", "植 花 樹 菜 下"),
    ("位", "于 於 置 移 居 列 在 面"),
    ("名", "叫 为 為 字 片 人 牌 称 稱 模 画 畫 曲 校 场 場 媛 贵 貴"),
    ("集", "合 体 體 市 装 裝 中 成 齐 齊 结 結 团 團"),
    ("句", "子 式"),
    ("格", "子 式 外 调 調 局 斗 鬥 纹 紋 林"),
    ("宫格", ""),
    ("宮格", ""),
    ("件", ""),
    ("辆", ""),
    ("輛", ""),
    ("匹", "配"),
    ("朵", ""),
    ("棵", ""),
    ("颗", "粒"),
    ("顆", "粒"),
    ("层", "次 叠"),
    ("層", "次 疊"),
    ("字", "幕 体 體 母 典 样 樣 符"),
    ("拍", "摄 攝 照 打 手 下 出 戏 戲"),
    ("星级", ""),
    ("星級", ""),
    ("冊", ""),
    ("種類", ""),
    ("小節", ""),
    ("文字", ""),
    ("つ", "な け"),
    ("か所", ""),
    ("ヶ所", ""),
    // Katakana: counters only, since 画像2ベース and 画像2キャラ are names.
    ("インチ", ""),
    ("カット", ""),
    ("カ所", ""),
    ("キロ", ""),
    ("グループ", ""),
    ("コマ", ""),
    ("シーン", ""),
    ("ショット", ""),
    ("ステップ", ""),
    ("セット", ""),
    ("センチ", ""),
    ("チャンネル", ""),
    ("テイク", ""),
    ("デシベル", ""),
    ("トラック", ""),
    ("パーセント", ""),
    ("パート", ""),
    ("パターン", ""),
    ("ビート", ""),
    ("ピクセル", ""),
    ("フレーム", ""),
    ("ヘルツ", ""),
    ("ページ", ""),
    ("ペア", ""),
    ("ミリ", ""),
    ("メートル", ""),
    ("ループ", ""),
    ("レイヤー", ""),
];

/// Measures that are one only where no word follows, or one of these; `0` is any digit, `の` any kana.
const ONLY: &[(&str, &str)] = &[
    ("分", "0 之 半 の 以 程"),
    ("天", "后 後 前 内 內 之 时 時 里 裡"),
    ("周", "后 後 前 内 內 年"),
    ("週", "後 前 內 年"),
    ("点", "0 半 钟 整 透"),
    ("點", "0 半 鐘 整 透"),
    ("人", "の 组 組 份"),
    ("回", "の 再 目 繰 転 放 播 合 以"),
    ("头", "牛 猪 大象 驴 狮 鹿"),
    ("頭", "の 牛 豬 大象 驢 獅 鹿"),
    ("羽", "の"),
    ("台", "の 相 摄 攝 机 機 电 電 车 車 汽 钢 鋼"),
    ("首", "歌 曲 诗 詩 音 钢 鋼 轻 輕 经 經 老 民 摇 搖 流"),
    ("曲", "の"),
    ("场", "戏 比 演"),
    ("場", "戲 比 演"),
    ("双", "鞋 筷 袜 靴"),
    ("雙", "鞋 筷 襪 靴"),
    // 图2只保留人物, "of image 2 keep only the person", is a name.
    (
        "只",
        "猫 狗 犬 鸟 鸡 鸭 鹅 兔 虎 老虎 猴 羊 熊 狼 狐 鹿 鼠 老鼠 龙 手 脚 眼 耳 鞋 船 蝴 蚂 螃 大 小 白 黑 橘 橙 红 灰 \
         金 彩 可爱 毛 动物 玩具 蜜 松鼠 乌 孔雀 企鹅 猪 恐龙 海 狮 豹 蝙 青蛙 天鹅",
    ),
    (
        "隻",
        "の 貓 猫 狗 犬 鳥 雞 鴨 鵝 兔 虎 老虎 猴 羊 熊 狼 狐 鹿 鼠 老鼠 龍 手 腳 眼 耳 鞋 船 蝴 螞 螃 大 小 白 黑 橘 橙 紅 \
         灰 金 彩 可愛 毛 動物 玩具 蜜 松鼠 烏 孔雀 企鵝 豬 恐龍 海 獅 豹 蝙 青蛙 天鵝",
    ),
];

/// Korean measures, each the whole word or before a particle: 장 is one, 장면 "scene" and 분위기 "mood" are not.
const KOREAN: &str = "초 초간 분 분간 시간 장 개 개월 편 배 배속 명 마리 컷 회 층 살 권 곡 줄 칸 쌍 송이 벌 잔 병 조각 년 \
                      가지 단계 프레임 픽셀 미터 센티 센티미터 밀리 밀리미터 킬로 퍼센트 프로 채널 비트 세트 페이지 인치 \
                      데시벨 헤르츠 달러";

/// Particles and endings after a Korean measure.
const KOREAN_ENDINGS: &str = "이은의을를가과와으로에씩도만짜동정부까쯤째";

/// Words with which 번 counts times; otherwise it is "number", as in 이미지 2번.
const TIMES_OF: &[&str] = &[
    "반복", "재생", "회전", "정도", "연속", "더", "돌", "이상", "이하", "씩", "점프", "깜빡", "튀", "흔들", "클릭",
    "두드", "박수",
];

/// With more than the service takes of any asset, 도 after the number is "degrees", not "also".
const MOST_ASSETS: u32 = 30;

/// Whether a measure follows, right after a number or the blanks after it.
pub(super) fn follow(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    if rest.starts_with(is_hangul) {
        return korean_follows(cursor);
    }
    // No other measure begins with ASCII.
    if rest.starts_with(|next: char| next.is_ascii()) {
        return false;
    }
    let ends_here = |rest: &str| rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
    let goes_on = |rest: &str, words: &str| words.split_whitespace().any(|word| begins_with(rest, word));
    UNLESS.iter().any(|(measure, others)| rest.strip_prefix(measure).is_some_and(|rest| !goes_on(rest, others)))
        || ONLY
            .iter()
            .any(|(measure, own)| rest.strip_prefix(measure).is_some_and(|rest| ends_here(rest) || goes_on(rest, own)))
}

/// Whether `rest` begins with `word`, in the notation of [`ONLY`].
fn begins_with(rest: &str, word: &str) -> bool {
    match word {
        "0" => rest.starts_with(|next| digit(next).is_some()),
        "の" => rest.starts_with(is_kana),
        _ => rest.starts_with(word),
    }
}

fn korean_follows(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    if let Some(rest) = rest.strip_prefix("번") {
        return TIMES_OF.iter().any(|word| rest.trim_start_matches(' ').starts_with(word));
    }
    if let Some(rest) = rest.strip_prefix("도") {
        let turns =
            ["회전", "각도", "기울", "틀", "돌"].iter().any(|word| rest.trim_start_matches(' ').starts_with(word));
        return turns || cursor.number_before().is_some_and(|number| number > MOST_ASSETS);
    }
    KOREAN.split_whitespace().any(|measure| {
        rest.strip_prefix(measure)
            .is_some_and(|rest| rest.chars().next().is_none_or(|next| !is_word(next) || KOREAN_ENDINGS.contains(next)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_measure_begins_with_ascii() {
        for (measure, _) in UNLESS.iter().chain(ONLY) {
            assert!(!measure.starts_with(|first: char| first.is_ascii()), "{measure}");
        }
    }
}
