//! Phrases of prompts, and the assets that each names.

use super::mentions;
use crate::model::Kind;

/// The phrase, and its names in short: `i2` is the second image.
const TABLE: &[(&str, &str)] = &[
    // The forms of the documentation, and those that people write.
    ("image 1", "i1"),
    ("The woman of image 2 walks like the man in video 1, to the music of audio 1.", "i2 v1 a1"),
    ("Image2", "i2"),
    ("IMAGE 2", "i2"),
    ("@Image2", "i2"),
    ("@image 2", "i2"),
    ("@Image1 as first frame, @Video1 camera movement, @Audio1 for rhythm", "i1 v1 a1"),
    ("@Image1@Image2", "i1 i2"),
    ("<Image_1> and <Video_2>", "i1 v2"),
    ("[image 1], {video 2}, (audio 3)", "i1 v2 a3"),
    ("image-3", "i3"),
    ("image #3", "i3"),
    ("image (3)", "i3"),
    ("\"image 3\"", "i3"),
    ("image 1: a red car", "i1"),
    ("image 1's background", "i1"),
    ("like image 1.", "i1"),
    ("like image 1. Then pan.", "i1"),
    ("like image 1.Then pan", "i1"),
    ("image 1-inspired", "i1"),
    ("image 01", "i1"),
    ("image 12", "i12"),
    ("image\u{a0}2", "i2"),
    ("image 0", "i0"),
    ("image 2 shows a dog", "i2"),
    ("image 2 as the style", "i2"),
    ("image 2 by Monet", "i2"),
    ("image 1 x image 2", "i1 i2"),
    ("image 1 + image 2", "i1 i2"),
    ("video 1 takes the lead", "v1"),
    ("video 1 (0-3s)", "v1"),
    ("image 1 5 seconds long", "i1"),
    ("image1, image2, and image3", "i1 i2 i3"),
    ("image 1’s light", "i1"),
    ("图片2", "i2"),
    ("图2", "i2"),
    ("图片 2", "i2"),
    ("@图片2", "i2"),
    ("@图1，@图2", "i1 i2"),
    ("图片２", "i2"),
    ("图片（2）", "i2"),
    ("图片【2】", "i2"),
    ("视频1", "v1"),
    ("音频1", "a1"),
    ("参考图1的人物，按视频1的运镜，配音频1", "i1 v1 a1"),
    ("把图2中的人换成图片3里的人", "i2 i3"),
    ("图1人物走向镜头", "i1"),
    ("图1比图2更亮", "i1 i2"),
    ("图1张开双臂", "i1"),
    ("图1：女主，图2：男主", "i1 i2"),
    ("图1和图2的人", "i1 i2"),
    ("如图 1 所示", "i1"),
    ("图1条纹衬衫", "i1"),
    ("视频1帧率", "v1"),
    ("use image2中的人", "i2"),
    ("image 2の猫", "i2"),
    // Lists and ranges.
    ("images 1 and 2", "i1 i2"),
    ("images 1, 2 and 3 are frames", "i1 i2 i3"),
    ("images 1, 2, and 3", "i1 i2 i3"),
    ("image 1 and 2.", "i1 i2"),
    ("image 1 and image 2 fight", "i1 i2"),
    ("images 1-3", "i1 i2 i3"),
    ("videos 1 & 2", "v1 v2"),
    ("图片1和2", "i1 i2"),
    ("图1、2、3", "i1 i2 i3"),
    ("图1-3", "i1 i2 i3"),
    ("图片1到3", "i1 i2 i3"),
    ("image 1, 5 seconds long", "i1"),
    ("image 1 and 2 dogs run", "i1"),
    ("image 1 and 7 mountains", "i1"),
    ("image 1, 1080p", "i1"),
    // Sizes, lengths and counts.
    ("image 16:9", ""),
    ("image 16 : 9", ""),
    ("image 16：9", ""),
    ("image 16 by 9", ""),
    ("image 4/3", ""),
    ("image 4x3", ""),
    ("image 4 x 3", ""),
    ("image 4×3", ""),
    ("image 2x", ""),
    ("image 3D", ""),
    ("image 50%", ""),
    ("image 90° turned", ""),
    ("image 8-bit", ""),
    ("image 2 megapixels", ""),
    ("video 4K", ""),
    ("video 4 k", ""),
    ("video 1080p", ""),
    ("video 720", ""),
    ("video 1,080 lines", ""),
    ("video 24fps", ""),
    ("video 24 fps", ""),
    ("video 2.0", ""),
    ("video 10 seconds", ""),
    ("video 5-10 seconds", ""),
    ("video 2 minutes", ""),
    ("audio 5s", ""),
    ("audio 5 s", ""),
    ("audio 16-bit", ""),
    ("audio 48 kHz", ""),
    ("in the image 2 people dance", ""),
    ("repeat the video 3 times", ""),
    ("图片16:9", ""),
    ("图片1.png", ""),
    ("视频1-5秒", ""),
    ("图片3张", ""),
    ("视频5秒", ""),
    ("视频 5 秒", ""),
    ("视频2倍速", ""),
    ("视频2分钟", ""),
    ("视频16比9", ""),
    ("视频2024年", ""),
    ("音频10秒", ""),
    // Other words.
    ("image2video", ""),
    ("image2", "i2"),
    ("image1.jpg", ""),
    ("https://example.com/image1", ""),
    ("me@video1.example", ""),
    ("gpt-image-1", ""),
    ("my_image1", ""),
    ("image1_final", ""),
    ("subimage 2", ""),
    ("images 2", ""),
    ("image: 2 cats", ""),
    ("image\n2", ""),
    ("image", ""),
    ("image two", ""),
    ("images", ""),
    ("imagery 2", ""),
    ("videotape 2", ""),
    ("video game 2", ""),
    ("地图2", ""),
    ("截图3", ""),
    ("构图1", ""),
    ("三视图2", ""),
    ("图书2", ""),
    ("视频一样", ""),
    ("图片一张", ""),
    // `@` makes a name certain: what follows the number does not matter.
    ("@image 2 people wave", "i2"),
    ("@Video2 by 10s", "v2"),
    ("@图片3张老师", "i3"),
    ("Woman@image2 leaves", "i2"),
    ("@image1/@image2 dance", "i1 i2"),
    ("@ Image2", "i2"),
    ("{{image2}}", "i2"),
    // Order, ranges, other scripts and languages.
    ("second image and third image", "i2 i3"),
    ("the first and second images", "i1 i2"),
    ("Extend video 2 by 5 seconds", "v2"),
    ("a second picture frame on the wall", ""),
    ("mail john@image2.com", ""),
    ("@image2.", "i2"),
    ("@image1.jpg is a file", ""),
    ("@Video1 3s", "v1"),
    ("2枚目の画像を使う", "i2"),
    ("두 번째 이미지의 모자", "i2"),
    ("2번째 영상처럼", "v2"),
    ("la segunda imagen como final", "i2"),
    ("la deuxième image", "i2"),
    ("das zweite Bild", "i2"),
    ("图片二的女孩", "i2"),
    ("视频一般流畅", ""),
    ("图一样的颜色", ""),
    ("图片一张", ""),
    ("图一、图二", "i1 i2"),
    ("@图片1@图片2", "i1 i2"),
    ("Photo 2 shows a cat", "i2"),
    ("video1's pace", "v1"),
    ("Bild 2 fliegt", "i2"),
    ("Video 5 Sekunden", ""),
    ("the video 8 seconds long", ""),
    ("video 3 minutes", ""),
    ("videos 2", ""),
    ("영상 2배속", ""),
    ("이미지2와 이미지3", "i2 i3"),
    ("이미지 2번", "i2"),
    ("動画 3本", ""),
    ("影片2的節奏", "v2"),
    ("圖2張開雙臂", "i2"),
    ("圖片3張", ""),
    ("image 3/4 view", ""),
    ("image №2", ""),
    ("@audio 2", "a2"),
    ("(image 2)", "i2"),
    ("image2/image3", "i2 i3"),
    ("use image 1 to 3 people", "i1"),
    ("the third video game console", ""),
    ("every second image", ""),
    ("a third video plays", ""),
    ("图片第2张", ""),
    ("use @image1 through @image3", "i1 i3"),
    ("第二张", ""),
    ("第3段视频的节奏", "v3"),
    ("图2-4", "i2 i3 i4"),
    ("@Image 1 and @Image 3", "i1 i3"),
    ("in video 2, a man", "v2"),
    ("video 2:00 long", ""),
    ("audio 2:30", ""),
    ("video 24/7", ""),
    ("image ２", "i2"),
    ("Vidéo 2 montre", "v2"),
    ("VÍDEO 2", "v2"),
    ("изображение 2", "i2"),
    ("видео 2 показывает", "v2"),
    ("first image", "i1"),
    ("the 1st image", "i1"),
    // Amounts and other words.
    ("a music video 3 parts long", ""),
    ("an image 4 to 3 in shape", ""),
    ("image 1-point perspective", ""),
    ("audio 5.1 surround", ""),
    ("видео 5 секунд", ""),
    ("動画5秒", ""),
    ("画像3枚", ""),
    ("画面2：少女", ""),
    ("영상 5초", ""),
    ("大图1张", ""),
    ("脑图1幅", ""),
    ("图层2", ""),
    ("第一个镜头", ""),
    ("a second video camera films", ""),
    ("pictures 20 years old", ""),
    ("", ""),
];

fn short(text: &str) -> String {
    let name = |kind| match kind {
        Kind::Image => 'i',
        Kind::Video => 'v',
        _ => 'a',
    };
    let names: Vec<_> = mentions(text).iter().map(|found| format!("{}{}", name(found.kind), found.number)).collect();
    names.join(" ")
}

#[test]
fn each_phrase_names_its_assets() {
    let wrong: Vec<_> = TABLE
        .iter()
        .map(|(text, wanted)| (text, wanted, short(text)))
        .filter(|(_, wanted, found)| *wanted != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(TABLE.len() >= 60);
}

#[test]
fn spans_cover_the_names() {
    for (text, wanted) in [
        ("把@图片2和images 1, 3 放在一起", &["@图片2", "images 1", "3"][..]),
        ("images 1-3", &["images 1", "3", "3"]),
        ("keep the 2nd image", &["2nd image"]),
        ("the first and third images", &["first", "third images"]),
        ("第2张图片和@ Image3", &["第2张图片", "@ Image3"]),
    ] {
        let names: Vec<_> = mentions(text).into_iter().map(|found| text[found.span].to_owned()).collect();
        assert_eq!(names, wanted, "{text}");
    }
}

mod laws {
    use proptest::prelude::*;

    use super::super::mentions;

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_are_in_order(text in "(@|images? ?|图片?|视频|第|second |[0-9０-９]{1,3}|[ ,:.x×和到一张-]|\\PC){0,24}") {
            let mut start = 0;
            for found in mentions(&text) {
                prop_assert!(found.span.start >= start && found.number < 100);
                start = found.span.start;
                prop_assert!(text.get(found.span).is_some_and(|name| !name.is_empty()));
            }
        }
    }
}
