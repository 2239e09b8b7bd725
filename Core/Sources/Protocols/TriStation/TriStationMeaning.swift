import Vocabulary

/// What a function does. The table of the protocol's page says the same in words.
///
/// Source: S. Miller and E. Reese (FireEye), `tristation.lua` (2018): names of functions.
struct TriStationMeaning {
  var verb: Verb?
  var deed = Deed.plain

  init(_ function: UInt8) {
    switch function {
    case 0...2, 10, 11, 48...50, 55, 56, 58...60, 63, 68, 72: (verb, deed) = (.program, .download)
    case 12: (verb, deed) = (.program, .lock)
    case 3, 18, 42, 51, 65, 66, 74: (verb, deed) = (.transfer, .upload)
    case 7, 31: (verb, deed) = (.configure, .clock)
    case 4, 5, 6, 9, 14, 15, 26, 34, 43...45, 52: (verb, deed) = (.configure, .parameter)
    case 13: verb = .connect
    case 16, 27, 30, 57, 62: verb = .write
    case 17, 37...40: (verb, deed) = (.operate, .force)
    case 20: (verb, deed) = (.setMode, .start)
    case 21: (verb, deed) = (.setMode, .stop)
    case 22, 23, 80: (verb, deed) = (.setMode, .modeChange)
    case 32: (verb, deed) = (.configure, .parameter)
    case 47, 54: verb = .identify
    case 8, 19, 24, 25, 28, 29, 33, 35, 36, 41, 46, 61, 64, 67, 69...71, 73: verb = .read
    // What 53 tells is told to all; the others have no name.
    default: verb = nil
    }
  }
}
