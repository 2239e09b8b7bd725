/// Blocks going in and out, and what starts, stops and inserts.
extension S7Message {
  /// `_0800001P`: kind of file, block type, number of five digits, destination (passive for a download).
  static func blockName(type: String, number: Int, destination: String) -> String {
    let digits = String(number)
    return "_" + type + String(repeating: "0", count: 5 - min(5, digits.count)) + digits + destination
  }

  private static func text(_ text: String) -> [UInt8] {
    [UInt8(truncatingIfNeeded: text.utf8.count)] + [UInt8](text.utf8)
  }

  static func startUpload(_ block: String) -> [UInt8] {
    [0x1D, 0, 0, 0, 0, 0, 0, 0] + text(block)
  }

  static func uploadStarted(identifier: UInt8, length: Int) -> [UInt8] {
    let digits = String(length)
    return [0x1D, 0, 1, 0, 0, 0, 0, identifier]
      + text(String(repeating: "0", count: 7 - min(7, digits.count)) + digits)
  }

  static func upload(identifier: UInt8) -> [UInt8] {
    [0x1E, 0, 0, 0, 0, 0, 0, identifier]
  }

  static func uploaded(isLast: Bool) -> [UInt8] {
    [0x1E, isLast ? 0 : 1]
  }

  static func endUpload(identifier: UInt8) -> [UInt8] {
    [0x1F, 0, 0, 0, 0, 0, 0, identifier]
  }

  /// A piece of a block with its length and the constant 0x00FB.
  static func piece(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var data: [UInt8] = []
    data.put16(octets.count)
    data.put16(0x00FB)
    return data + octets
  }

  static func requestDownload(_ block: String, loadLength: Int, codeLength: Int) -> [UInt8] {
    func six(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: 6 - min(6, digits.count)) + digits
    }
    return [0x1A, 0, 1, 0, 0, 0, 0, 0] + text(block) + text("1" + six(loadLength) + six(codeLength))
  }

  static func download(_ block: String) -> [UInt8] {
    [0x1B, 0, 0, 0, 0, 0, 0, 0] + text(block)
  }

  static func endDownload(_ block: String) -> [UInt8] {
    [0x1C, 0, 0, 0, 0, 0, 0, 0] + text(block)
  }

  /// A PI service over one block, `_INSE` for example.
  static func programInvocation(_ service: String, block: String) -> [UInt8] {
    let argument: [UInt8] = [1, 0] + [UInt8](block.utf8.dropFirst())
    var octets: [UInt8] = [0x28, 0, 0, 0, 0, 0, 0, 0xFD]
    octets.put16(argument.count)
    return octets + argument + text(service)
  }

  /// The PI service that starts the program again, without arguments.
  static let startProgram: [UInt8] = [0x28, 0, 0, 0, 0, 0, 0, 0xFD, 0, 0] + text("P_PROGRAM")

  static let stopProgram: [UInt8] = [0x29, 0, 0, 0, 0, 0] + text("P_PROGRAM")

  /// A block as the controller's memory holds it: a head of 36 octets, then code.
  static func block(type: UInt8, number: Int, code: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [0x70, 0x70, 0x01, 0x01, 0x02, type]
    octets.put16(number)
    octets.put32(36 + code.count)
    octets.putZeros(4)
    octets += [0x02, 0x1A, 0x5C, 0x40, 0x3B, 0x14, 0x02, 0x1A, 0x5C, 0x40, 0x3B, 0x14]
    octets.putZeros(6)
    octets.put16(code.count)
    return octets + code
  }
}
