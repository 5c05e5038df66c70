#![no_main]

seedance_preflight_fuzz::fuzz!("answer");
