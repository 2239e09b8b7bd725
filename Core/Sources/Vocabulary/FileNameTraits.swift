/// What a file's name alone says of it.
public struct FileNameTraits: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Names as extortionists give their letters: how to decrypt, to restore, to recover files.
  @inlinable public static var ransomNote: FileNameTraits { FileNameTraits(rawValue: 1 << 0) }
  /// Runs on Windows: programs, libraries, drivers, scripts, shortcuts, installers.
  @inlinable public static var executable: FileNameTraits { FileNameTraits(rawValue: 1 << 1) }
  /// A program's own scratch: `~$plan.docx`, `plan.tmp`, `plan.bak`.
  @inlinable public static var temporary: FileNameTraits { FileNameTraits(rawValue: 1 << 2) }

  /// Of a path's last part.
  public init(_ base: Span<UInt8>, _ fileExtension: FileExtension) {
    var traits: FileNameTraits = []
    if Self.isNote(base, fileExtension) { traits.insert(.ransomNote) }
    switch fileExtension {
    case .exe, .dll, .sys, .scr, .bat, .cmd, .ps1, .vbs, .js, .jse, .hta, .msi, .com, .pif, .lnk, .cpl:
      traits.insert(.executable)
    case .tmp, .temp, .bak, .swp, .part, .crdownload, .partial, .lock, .lck, .wbk, .old, .sv, .dwl, .dwl2:
      traits.insert(.temporary)
    default:
      if base.count > 1, base[0] == UInt8(ascii: "~") { traits.insert(.temporary) }
    }
    self = traits
  }

  /// A text whose name has a word of extortion, or two words of help.
  private static func isNote(_ base: Span<UInt8>, _ fileExtension: FileExtension) -> Bool {
    switch fileExtension {
    case .txt, .html, .htm, .hta, .rtf, .url, .bmp, .png, .none: break
    default: return false
    }
    guard base.count >= 6, base.count <= 96 else { return false }
    if holds(base, "decrypt") || holds(base, "ransom") || holds(base, "@please_read_me@") { return true }
    let isOfFiles = holds(base, "file") || holds(base, "data") || holds(base, "key")
    let isHelp =
      holds(base, "restore") || holds(base, "recover") || holds(base, "unlock") || holds(base, "get_back")
      || holds(base, "return") || holds(base, "back_")
    let isCall =
      holds(base, "how_") || holds(base, "how-") || holds(base, "how to") || holds(base, "readme")
      || holds(base, "read_me") || holds(base, "instruction") || holds(base, "help") || holds(base, "!!!")
    return isHelp && (isOfFiles || isCall)
  }

  private static func holds(_ text: Span<UInt8>, _ word: String) -> Bool {
    let length = word.utf8.count
    guard text.count >= length else { return false }
    for start in 0...(text.count &- length) {
      var at = start
      var isSame = true
      for octet in word.utf8 {
        if FilePath.lowered(text[at]) != octet {
          isSame = false
          break
        }
        at &+= 1
      }
      if isSame { return true }
    }
    return false
  }
}

extension FileExtension {
  static let exe = FileExtension("exe")
  static let dll = FileExtension("dll")
  static let sys = FileExtension("sys")
  static let scr = FileExtension("scr")
  static let bat = FileExtension("bat")
  static let cmd = FileExtension("cmd")
  static let ps1 = FileExtension("ps1")
  static let vbs = FileExtension("vbs")
  static let js = FileExtension("js")
  static let jse = FileExtension("jse")
  static let hta = FileExtension("hta")
  static let msi = FileExtension("msi")
  static let com = FileExtension("com")
  static let pif = FileExtension("pif")
  static let lnk = FileExtension("lnk")
  static let cpl = FileExtension("cpl")
  static let tmp = FileExtension("tmp")
  static let temp = FileExtension("temp")
  static let bak = FileExtension("bak")
  static let swp = FileExtension("swp")
  static let part = FileExtension("part")
  static let crdownload = FileExtension("crdownload")
  static let partial = FileExtension("partial")
  static let lock = FileExtension("lock")
  static let lck = FileExtension("lck")
  static let wbk = FileExtension("wbk")
  static let old = FileExtension("old")
  static let sv = FileExtension("sv$")
  static let dwl = FileExtension("dwl")
  static let dwl2 = FileExtension("dwl2")
  static let txt = FileExtension("txt")
  static let html = FileExtension("html")
  static let htm = FileExtension("htm")
  static let rtf = FileExtension("rtf")
  static let url = FileExtension("url")
  static let bmp = FileExtension("bmp")
  static let png = FileExtension("png")
}
