import Vocabulary

/// What a confirmed service does, whatever it is done to.
///
/// Source: ISO 9506-1:2003, clauses 8 to 22.
struct MMSMeaning {
  let verb: Verb
  let deed: Deed
  let object: MMSObjectForm

  private init(does verb: Verb, _ deed: Deed = .plain, _ object: MMSObjectForm = .none) {
    self.verb = verb
    self.deed = deed
    self.object = object
  }

  /// Nil for a service that is only part of another: segments of a transfer, the end of one.
  init?(_ service: MMSService) {
    switch service.rawValue {
    case 1: self.init(does: .browse, .plain, .nameList)
    case 2: self.init(does: .identify)
    case 3: self.init(does: .configure, .rename)
    case 0, 23...25, 49, 50, 55, 56, 60, 61, 63, 64, 65, 68: self.init(does: .read)
    case 6: self.init(does: .browse, .plain, .variable)
    case 9, 12, 15: self.init(does: .browse, .plain, .name)
    case 11: self.init(does: .configure, .subscribe, .name)
    case 13: self.init(does: .configure, .subscribe)
    case 10, 14, 16, 21, 22, 47, 48, 51, 53, 54, 69, 70, 7, 8: self.init(does: .configure, .parameter)
    case 57...59: self.init(does: .configure, .subscribe)
    case 17: self.init(does: .read)
    case 18, 66, 67: self.init(does: .write)
    case 19, 20: self.init(does: .operate, .call, .taggedName)
    case 52: self.init(does: .operate, .call)
    case 62: self.init(does: .operate)
    case 26, 32, 34: self.init(does: .program, .download, .taggedDomain)
    case 29: self.init(does: .transfer, .upload, .domain)
    case 33, 35: self.init(does: .transfer, .upload, .taggedDomain)
    case 36: self.init(does: .program, .delete, .domain)
    case 37: self.init(does: .browse, .plain, .domain)
    case 38: self.init(does: .program, .insert, .taggedProgram)
    case 39: self.init(does: .program, .delete, .program)
    case 40, 42: self.init(does: .setMode, .start, .taggedProgram)
    case 41, 44: self.init(does: .setMode, .stop, .taggedProgram)
    case 43: self.init(does: .setMode, .reset, .taggedProgram)
    case 45: self.init(does: .browse, .plain, .program)
    case 46: self.init(does: .transfer, .fileWrite, .fileAfterSource)
    case 71: self.init(does: .browse)
    case 72: self.init(does: .transfer, .fileRead, .taggedFile)
    case 75: self.init(does: .transfer, .fileWrite, .taggedFile)
    case 76: self.init(does: .transfer, .delete, .file)
    case 77: self.init(does: .browse, .plain, .taggedFile)
    default: return nil
    }
  }

  /// The services of the companion standards, by their own choice.
  ///
  /// Source: ISO 9506-2:2003, clause 7.2, AdditionalService-Request.
  init(additional choice: UInt32) {
    switch choice {
    case 0, 8: self.init(does: .setMode, .stop)
    case 1: self.init(does: .setMode, .reset)
    case 7: self.init(does: .setMode, .start)
    case 4, 5, 13: self.init(does: .program, .download)
    case 6, 14: self.init(does: .transfer, .upload)
    case 15: self.init(does: .program, .delete)
    default: self.init(does: .operate, .call)
    }
  }
}

/// Where in a service's octets its object stands.
enum MMSObjectForm {
  case none
  /// The content itself is a text.
  case domain, program
  /// The first field is a text in [0].
  case taggedDomain, taggedProgram
  /// The content holds a choice of names: of the VMD, of a domain, of the association.
  case name, taggedName, variable
  /// The scope's domain in [1].
  case nameList
  /// Parts of a path: the content, or the first field.
  case file, taggedFile, fileAfterSource
}

/// What reading or writing a variable means by its name, where the name is one of IEC 61850.
///
/// Source: IEC 61850-8-1:2011, clause 7.3 (names) and table 17 (functional constraints); IEC 61850-7-2,
/// clause 20 (control model).
enum MMSVariableMeaning {
  /// `LLN0$BR$EventsRCB01$RptEna`: logical node, functional constraint, data object and its parts.
  static func ofWriting(_ item: Span<UInt8>) -> (Verb, Deed) {
    switch constraint(item) {
    case code("C", "O"): (.operate, .plain)
    // A substituted value hides the measured one.
    case code("S", "V"): (.operate, .force)
    case code("S", "P"), code("S", "E"), code("S", "G"), code("C", "F"), code("D", "C"), code("G", "O"),
      code("G", "S"), code("M", "S"), code("U", "S"):
      (.configure, .parameter)
    case code("B", "R"), code("R", "P"), code("L", "G"): (.configure, .subscribe)
    default: (.write, .plain)
    }
  }

  /// Reading a control's SBO selects it.
  static func ofReading(_ item: Span<UInt8>) -> (Verb, Deed) {
    constraint(item) == code("C", "O") && ends(item, with: "$SBO") ? (.operate, .plain) : (.read, .plain)
  }

  /// What the value of a name plate's leaf says of its device.
  static func identity(_ item: Span<UInt8>) -> IdentityAttribute? {
    guard constraint(item) == code("D", "C"), position(of: "PhyNam$", in: item) != nil else { return nil }
    if ends(item, with: "$vendor") { return .vendor }
    if ends(item, with: "$model") { return .model }
    if ends(item, with: "$serNum") { return .serial }
    if ends(item, with: "$hwRev") { return .hardware }
    if ends(item, with: "$swRev") { return .firmware }
    return nil
  }

  /// The two letters between the first strokes as one number, 0 where there are none.
  private static func constraint(_ item: Span<UInt8>) -> UInt16 {
    let at = end(at: UInt8(ascii: "$"), in: item, from: 0)
    guard item.count >= at &+ 3, item.count == at &+ 3 || item[at &+ 3] == UInt8(ascii: "$") else { return 0 }
    return UInt16(item[at &+ 1]) << 8 | UInt16(item[at &+ 2])
  }

  private static func code(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt16 {
    UInt16(UInt8(ascii: first)) << 8 | UInt16(UInt8(ascii: second))
  }

  private static func ends(_ octets: Span<UInt8>, with text: String) -> Bool {
    starts(octets, with: text, at: octets.count &- text.utf8.count)
  }
}
