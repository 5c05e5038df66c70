#![no_main]

seedance_preflight_fuzz::fuzz!("mp3");
