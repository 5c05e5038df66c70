#![no_main]

seedance_preflight_fuzz::fuzz!("c_api");
