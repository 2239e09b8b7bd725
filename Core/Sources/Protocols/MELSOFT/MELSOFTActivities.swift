import Bytes
import Vocabulary

/// What a command means. The table of the protocol's page says the same in words.
struct MELSOFTMeaning {
  var verb: Verb
  var object = ObjectReference.none
  var deed = Deed.plain

  /// Nil where nothing is known of the command.
  init?(_ command: MELSOFTCommand, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    switch command.rawValue {
    case 0x0121: verb = .identify
    case 0x01A0: verb = .authenticate
    case 0x0400...0x04FF: verb = .read
    case 0x1400...0x14FF: verb = .write
    case 0x1001: (verb, deed) = (.setMode, .start)
    case 0x1002: (verb, deed) = (.setMode, .stop)
    case 0x1003: (verb, deed) = (.setMode, .modeChange)
    case 0x1005: (verb, deed) = (.setMode, .reset)
    case 0x1006: (verb, deed) = (.setMode, .restart)
    case 0x1859, 0x185F:
      verb = .browse
      object = Self.path(data, &dissection)
    case 0x1867:
      // The octet behind seven others says whether the file is opened to be written.
      let isForWriting = data.count > 7 && data[7] == 1
      verb = isForWriting ? .program : .transfer
      deed = isForWriting ? .download : .upload
      object = Self.path(data, &dissection)
    case 0x1868: (verb, deed) = (.transfer, .upload)
    case 0x1869: (verb, deed) = (.program, .download)
    case 0x18A0: verb = .browse
    default: return nil
    }
  }

  /// The first path in the data: its octets as a number, then 16-bit characters that end with 0.
  private static func path(_ data: Span<UInt8>, _ dissection: inout Dissection) -> ObjectReference {
    var at = 0
    while at + 6 <= data.count {
      let length = Int(data[at]) | Int(data[at + 1]) << 8
      if length >= 6, length <= 512, length % 2 == 0, at + 2 + length <= data.count,
        isLetter(data[at + 2], data[at + 3]), isLetter(data[at + 4], data[at + 5]),
        data[at + length] == 0, data[at + length + 1] == 0
      {
        var text: [UInt8] = []
        var index = at + 2
        while index + 1 < at + 2 + length, isLetter(data[index], data[index + 1]) {
          text.append(data[index])
          index += 2
        }
        return dissection.clientObject(.file, text.span)
      }
      at += 1
    }
    return .none
  }

  private static func isLetter(_ low: UInt8, _ high: UInt8) -> Bool {
    high == 0 && low >= 0x20 && low < 0x7F
  }
}

/// What a controller says of itself.
enum MELSOFTIdentity {
  /// Two octets, then the type's name in 16 characters, and its code.
  ///
  /// Source: octets of an FX5U, which names itself; SLMP's command 0101 answers alike.
  static func tell(_ frame: MELSOFTFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    guard frame.command == .readType, data.count >= 18 else { return }
    let text = data.extracting(2..<18)
    dissection.tell(.model, text.extracting(trimmed(0..<16, of: text)), source: "melsoft type name")
  }
}
