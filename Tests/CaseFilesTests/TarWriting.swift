import Foundation

/// Writes tar archives octet by octet, in the forms that programs make.
enum TarWriting {
  enum NameForm: CaseIterable {
    /// A long name is parted at a `/`.
    case ustar
    /// A long name has an entry of its own before the file.
    case gnu
    case pax
  }

  static func archive(_ files: [(name: String, text: String)], _ form: NameForm) -> [UInt8] {
    var octets: [UInt8] = []
    for file in files {
      let content = [UInt8](file.text.utf8)
      switch form {
      case .ustar:
        let name = [UInt8](file.name.utf8)
        if name.count <= 100 {
          octets += header(name, content.count, kind: "0", magic: "ustar\u{0}00")
        } else if let slash = name.prefix(156).lastIndex(of: UInt8(ascii: "/")) {
          let rest = Array(name[(slash + 1)...])
          octets += header(
            rest, content.count, kind: "0", magic: "ustar\u{0}00", prefix: Array(name[..<slash]))
        }
      case .gnu:
        if file.name.utf8.count > 100 {
          octets += entry("././@LongLink", [UInt8](file.name.utf8) + [0], kind: "L", magic: "ustar  \u{0}")
        }
        octets += header(
          Array(file.name.utf8.prefix(100)), content.count, kind: "0", magic: "ustar  \u{0}")
      case .pax:
        octets += entry(
          "PaxHeaders/x", [UInt8](record("path", file.name).utf8), kind: "x", magic: "ustar\u{0}00")
        octets += header(Array("short".utf8), content.count, kind: "0", magic: "ustar\u{0}00")
      }
      octets += padded(content)
    }
    return octets + [UInt8](repeating: 0, count: 1024)
  }

  private static func entry(_ name: String, _ content: [UInt8], kind: String, magic: String) -> [UInt8] {
    header([UInt8](name.utf8), content.count, kind: kind, magic: magic) + padded(content)
  }

  /// `LENGTH KEY=VALUE\n`, the length counting itself.
  private static func record(_ key: String, _ value: String) -> String {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
    return "\(length)\(rest)"
  }

  private static func padded(_ content: [UInt8]) -> [UInt8] {
    content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  private static func header(
    _ name: [UInt8], _ size: Int, kind: String, magic: String, prefix: [UInt8] = []
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ octets: some Collection<UInt8>, _ at: Int) {
      for (offset, octet) in octets.enumerated() { block[at + offset] = octet }
    }
    put(name, 0)
    put("0000644\u{0}".utf8, 100)
    put(String(format: "%011o\u{0}", size).utf8, 124)
    put("00000000000\u{0}".utf8, 136)
    put("        ".utf8, 148)
    put(kind.utf8, 156)
    put(magic.utf8, 257)
    put(prefix, 345)
    put(String(format: "%06o\u{0} ", block.reduce(0) { $0 + Int($1) }).utf8, 148)
    return block
  }
}
