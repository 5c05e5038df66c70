// Made from the JSON Schemas of the crate by `types.js`; a test holds it against them.

export interface FileReport {
  schema_version: 1;
  /** The name as text, with U+FFFD for what is not UTF-8. */
  source: string;
  /** The file's path as text. Invisible characters and bytes that are not UTF-8 are percent-encoded, and so is a `%` before two hexadecimal digits. */
  path?: string;
  /** Every byte of the file's name: relative to the working directory, or a URL. */
  uri?: string;
  /** Name of the profile. */
  profile: string;
  verdict: "accepted" | "undecided" | "refused";
  /** Whether warnings refuse. Left out if they do not. */
  deny_warnings?: true;
  findings: Finding[];
  facts: Facts;
  fix?: Fix;
  fixed?: Fixed;
}

export interface RequestReport {
  schema_version: 1;
  /** The name as text, with U+FFFD for what is not UTF-8. */
  source: string;
  /** The file's path as text. Invisible characters and bytes that are not UTF-8 are percent-encoded, and so is a `%` before two hexadecimal digits. */
  path?: string;
  /** Every byte of the file's name: relative to the working directory, or a URL. */
  uri?: string;
  /** Name of the profile. */
  profile: string;
  verdict: "accepted" | "undecided" | "refused";
  /** Whether warnings refuse. Left out if they do not. */
  deny_warnings?: true;
  findings: Finding[];
  /** The model that the request names. */
  model?: string;
  output_size?: {
    width: number;
    height: number;
    /** Whether the service's own choice was guessed. */
    predicted: boolean;
  };
  assets: Asset[];
  fix?: RequestFix;
}

export interface Finding {
  /** The rule's stable id. */
  rule: string;
  severity: "error" | "warning" | "note";
  /** `notes` is about nothing wrong and never refuses. */
  outcome: "fails" | "undecided" | "notes";
  /** JSON pointer (RFC 6901) into the request; empty for the whole, and for a file alone. */
  pointer: string;
  /** Which quantity the rule looked at. */
  quantity: string;
  actual?: Value;
  expected?: Range | string[] | Value;
  observed?: Range | string[];
  unit?: "px" | "s" | "fps" | "bytes" | "w/h" | "degrees" | "count" | "%";
  fault?: Fault;
  /** One sentence for people; its wording may change. */
  message: string;
  /** What to do about it; its wording may change. */
  help: string;
  /** Who sets the limit. */
  source: string;
  /** The part of the string at `pointer` that is meant. */
  span?: {
    /** In bytes of UTF-8. */
    bytes?: {
      start: number;
      end: number;
    };
    /** In characters. */
    characters?: {
      start: number;
      end: number;
    };
  };
  /** What was most likely meant. */
  suggestion?: {
    /** The value to write. */
    value: string;
    /** The built-in profile that accepts it, if the one in use does not. */
    profile?: string;
  };
  /** Every reading of the quantity, where the file offers several that differ. */
  readings?: Array<{
    by: string;
    value: Value;
  }>;
}

export interface Asset {
  pointer: string;
  /** Name of the file, else the URL. */
  source: string;
  role?: "first_frame" | "last_frame" | "reference_image" | "reference_video" | "reference_audio";
  facts?: Facts;
  /** The kind of media that the field takes. */
  kind?: "image" | "video" | "audio";
}

/** What was measured; a fact that was not determined is left out. */
export interface Facts {
  /** The format, by content. */
  format: string;
  kind: "image" | "video" | "audio" | "other";
  /** Length of the file. */
  bytes?: number;
  /** Whether the file ends too early. */
  truncated?: boolean;
  /** The least length that the structure asks for. */
  declared_bytes?: number;
  /** What could not be read, and why. */
  faults?: Fault[];
  /** Pixels as stored. */
  width?: number;
  /** Pixels as stored. */
  height?: number;
  /** Pixels as displayed. */
  display_width?: number;
  /** Pixels as displayed. */
  display_height?: number;
  /** EXIF orientation. */
  orientation?: number;
  /** Whether the image has more than one frame. */
  animated?: boolean;
  /** Clockwise degrees from the coded picture to the displayed one. */
  rotation?: 0 | 90 | 180 | 270;
  pixel_aspect?: Fraction;
  duration?: Duration;
  video_duration?: Duration;
  audio_duration?: Duration;
  fps?: Fraction;
  /** Whether frame durations vary by more than rounding. */
  variable_frame_rate?: boolean;
  /** How decoding the whole body ended. */
  body?: "decodes" | "damaged" | "not_decoded";
  /** Samples of the video track that are in the file; 0 in an initialisation segment. */
  video_samples?: number;
  /** Samples of the video track that its tables describe, if none of them is in the file. */
  described_samples?: number;
  /** Codec of the video track. */
  video_codec?: string;
  /** Codec of the first audio track. */
  audio_codec?: string;
  /** Number of video tracks. */
  video_tracks?: number;
  /** Number of audio tracks. */
  audio_tracks?: number;
  /** What the duration of an audio file was taken from. */
  duration_from?: "header" | "frames";
  /** Codec of an audio file. */
  codec?: string;
  /** Samples per second and channel. */
  sample_rate?: number;
  /** Number of channels. */
  channels?: number;
  /** Bits of one stored sample. */
  bits?: number;
  container_duration?: Duration;
  streams_duration?: Duration;
  duration_without_audio?: Duration;
  /** Durations that other headers state and that differ. */
  other_durations?: Array<{
    by: "media_headers" | "track_headers" | "time_line";
    duration: Duration;
  }>;
  nominal_fps?: Fraction;
  played_duration?: Duration;
  /** The major brand of an ISO file. */
  brand?: string;
  /** Whether the content is encrypted. */
  encrypted?: boolean;
  /** Pixels as the sample entry states them, where that differs. */
  entry_width?: number;
  /** Pixels as the sample entry states them, where that differs. */
  entry_height?: number;
}

/** A whole number, an exact fraction, a length of time, or a name. */
export type Value = number | string | Fraction | Duration;

/** A closed range; an absent end is open. */
export interface Range {
  min?: Value;
  max?: Value;
}

/** An exact fraction in lowest terms; `value` is the same as a rounded decimal. */
export interface Fraction {
  num: number;
  den: number;
  value: number;
}

/** A length of time: ticks over a time scale; `seconds` is the same as a rounded decimal. */
export interface Duration {
  ticks: number;
  time_scale: number;
  seconds: number;
}

export interface Fault {
  /** What kind of fault. */
  kind: string;
  /** Where, in bytes. */
  offset: number;
  /** What was found. */
  what: string;
  /** Why the file could not be fetched. */
  obstacle?: string;
}

/** How a file that is not accepted becomes acceptable: `check` plans it for local files, and `audit` does if it writes a page. */
export interface Fix {
  /** In the order in which they are carried out. */
  steps?: Array<{
    step: "rename" | "first_frame" | "upright" | "crop" | "scale" | "pad" | "trim" | "hold" | "slow" | "repeat" | "frame_rate" | "drop_tracks" | "encode_video" | "copy_video" | "encode_audio" | "copy_audio" | "encode_image" | "convert";
    /** EXIF's number of the orientation that is undone. */
    orientation?: number;
    /** In pixels: what remains, the new size, or the size with bars. */
    width?: number;
    /** In pixels: what remains, the new size, or the size with bars. */
    height?: number;
    /** In pixels: what is cut off at the left, or the left bar. */
    x?: number;
    /** In pixels: what is cut off at the top, or the upper bar. */
    y?: number;
    from?: Duration;
    duration?: Duration;
    factor?: Fraction;
    /** How many times it is played. */
    times?: number;
    fps?: Fraction;
    /** The codec of what is encoded. */
    codec?: string;
    /** The constant rate factor. */
    crf?: number;
    /** The greatest bit rate. */
    most_bits_per_second?: number;
    /** The number of frames. */
    frames?: number;
    /** Samples per second and channel. */
    sample_rate?: number;
    /** The greatest number of samples of each channel. */
    samples?: number;
    /** The number of channels, if it changes. */
    channels?: number;
    /** How many packets are copied, if not all. */
    packets?: number;
    /** The quality of JPEG, from 1 to 100. */
    quality?: number;
    /** The greatest length. */
    most_bytes?: number;
    /** The format of the result. */
    to?: string;
  }>;
  result?: Facts;
  /** What is lost of the source. */
  loss?: {
    picture_percent: Record<string, unknown>;
    seconds: Record<string, unknown>;
  };
  /** Why there is no fix without a choice of the user. */
  no_fix?: string;
  /** A program and its arguments, to be run without a shell. */
  command: string[];
  /** The command as one line for a shell of the system that wrote this: POSIX, or PowerShell on Windows. Absent if a name cannot be quoted. */
  shell?: string;
}

/** How a request becomes acceptable: `request` plans it. Absent if nothing is to be done. */
export interface RequestFix {
  /** The edits of the body. */
  edits: Edit[];
  /** A plan for each file that was inspected. Without `steps` and `no_fix` it is accepted as it is. */
  assets: Array<{
    /** JSON pointers to its URL in the edited body. */
    pointers: string[];
    kind: "image" | "video" | "audio";
    steps?: NonNullable<Fix["steps"]>;
    result?: NonNullable<Fix["result"]>;
    loss?: NonNullable<Fix["loss"]>;
    no_fix?: NonNullable<Fix["no_fix"]>;
  }>;
  /** The verdict on the request after the edits and the fixes of its media. */
  verdict: "accepted" | "undecided" | "refused";
  command: NonNullable<Fix["command"]>;
  shell?: NonNullable<Fix["shell"]>;
}

/** One value that is changed, moved, added or removed. */
export interface Edit {
  /** JSON pointer to the value as it is; for one that is added, in the edited body. */
  pointer: string;
  /** JSON pointer to it in the edited body; absent if it is removed. */
  new_pointer?: string;
  /** The value before; absent if it is added. */
  from?: unknown;
  /** The value after; absent if it is removed. */
  to?: unknown;
  reasons: string[];
  /** Whether the value can only have meant this. */
  is_certain: boolean;
}

/** What became of the file: `audit --fix-to`. */
export interface Fixed {
  outcome: "linked" | "copied" | "kept" | "fixed" | "no-fix" | "refused" | "failed";
  /** The result, if there is one. */
  path?: string;
  /** What is lost of the source. */
  loss?: {
    picture_percent: Record<string, unknown>;
    seconds: Record<string, unknown>;
  };
  /** Why there is no fix. */
  no_fix?: string;
  /** Why there is no result. */
  error?: string;
}

/** Report, version 1 */
export type Report = FileReport | RequestReport;

export type Severity = "note" | "warning" | "error";

export interface Example {
  /** A file or a request in words. */
  input: string;
  /** The request, with long strings cut. */
  request?: Record<string, unknown>;
  finding?: {
    severity: Severity;
    outcome: "fails" | "undecided" | "notes";
    message: string;
    help: string;
  };
}

/** Explanation, version 1 */
export interface Explanation {
  schema_version: 1;
  /** The rule. */
  id: string;
  severity: Severity;
  /** One line: what is wrong. */
  summary: string;
  /** What is measured, how it is judged, and why. Paragraphs are separated by empty lines. */
  explanation: string;
  /** Where the limit is documented. */
  source: string;
  /** The profile that the limits and examples are of. */
  profile: string;
  limits: Array<{
    /** Its path in the profile, such as `video.fps`. */
    path: string;
    /** What it accepts, in words. */
    text: string;
    /** The limit as in the profile's JSON. */
    value: unknown;
    /** Where it is documented. */
    source?: string;
  }>;
  /** Absent if nothing fails by this profile. */
  fails?: Example;
  passes?: Example;
}

/** Who sets a limit. */
export interface Source {
  authority: "reference" | "documentation" | "seen" | "own" | "file";
  text: string;
}

/** An exact fraction, in lowest terms. */
export interface ProfileFraction {
  num: number;
  den: number;
  value?: number;
}

/** A closed range; an absent end is open. */
export interface ProfileRange {
  min?: ProfileFraction;
  max?: ProfileFraction;
}

/** The documented range, and what the live service has been seen to take beyond. */
export interface Bound {
  documented: ProfileRange;
  observed?: ProfileRange;
  ends_disputed?: boolean;
  unit: "px" | "s" | "fps" | "bytes" | "w/h" | "degrees" | "count" | "%";
  source: Source;
}

export interface Megabytes {
  megabytes: number;
  source: Source;
}

/** Accepted values. */
export interface Names {
  values: string[];
  observed?: string[];
  source: Source;
}

export interface Count {
  min: number;
  max: number;
}

export interface Model {
  id: string;
  mode: "text" | "image" | "reference";
  speed: "standard" | "fast" | "mini";
  qualities: Names;
  model_params: boolean;
  aspect_ratios?: Names;
  only_automatic_duration?: boolean;
  needs_video?: boolean;
}

export interface Mode {
  mode: "text" | "image" | "reference";
  images: Count;
  videos: Count;
  audios: Count;
  aspect_ratios: Names;
  source: Source;
}

export interface OutputSize {
  ratio: string;
  quality: string;
  width: number;
  height: number;
  source: Source;
}

/** Profile: every limit of one revision of the API */
export interface Profile {
  name: string;
  base?: string;
  summary: string;
  image: {
    formats: Names;
    aspect: Bound;
    side: Bound;
    size: Megabytes;
  };
  video: {
    formats: Names;
    aspect: Bound;
    side: Bound;
    pixels: Bound;
    duration: Bound;
    fps: Bound;
    /** How far two readings of the same quantity may differ before they disagree. */
    agreement: {
      duration_milliseconds: number;
      fps_per_mille: number;
      source: Source;
    };
    size: Megabytes;
    video_codecs: Names;
    audio_codecs: Names;
    pcm_in: Names;
  };
  audio: {
    formats: Names;
    duration: Bound;
    size: Megabytes;
    codecs: Names;
  };
  request: {
    models: Model[];
    modes: Mode[];
    prompt: {
      chinese_characters: number;
      english_words: number;
      source: Source;
      tokens?: number;
    };
    duration: Bound;
    automatic_duration: boolean;
    default_duration: number;
    default_quality: string;
    default_aspect_ratio: string;
    video_total_duration: Bound;
    audio_total_duration: Bound;
    audio_alone: boolean;
    assets?: Bound;
    body: Megabytes;
    callback_characters: Bound;
    content_filter: boolean;
    frame_crop: Bound;
    sizes: OutputSize[];
  };
}

/** Request to create a video, by the profile seedance-2.0 */
export interface Request {
  /** Which model makes the video. */
  model: "seedance-2.0-text-to-video" | "seedance-2.0-image-to-video" | "seedance-2.0-reference-to-video" | "seedance-2.0-fast-text-to-video" | "seedance-2.0-fast-image-to-video" | "seedance-2.0-fast-reference-to-video";
  /** What to show. */
  prompt: string;
  /** First and last frame, or reference images. */
  image_urls?: string[];
  /** Reference videos. */
  video_urls?: string[];
  /** Reference sounds. */
  audio_urls?: string[];
  /** Whole seconds of the video. Written without a decimal point, which a schema cannot ask for. */
  duration?: number;
  /** Resolution of the video. */
  quality?: "480p" | "720p";
  /** Shape of the video. */
  aspect_ratio?: "16:9" | "9:16" | "1:1" | "4:3" | "3:4" | "21:9" | "adaptive";
  /** Whether the video has sound. */
  generate_audio?: boolean;
  /** Parameters of text-to-video alone. */
  model_params?: {
    /** Whether the model may search the web. */
    web_search?: boolean;
  };
  /** Where the service tells that the task has ended. */
  callback_url?: string;
}
