/// Elements of BER made by the specification: tag, length in its shortest form, content.
enum BERWire {
  static func element(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
    let content = Array(content.joined())
    let length: [UInt8] =
      content.count < 128
      ? [UInt8(content.count)]
      : content.count < 256
        ? [0x81, UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 255)]
    return [tag] + length + content
  }

  static func sequence(_ content: [UInt8]...) -> [UInt8] { element(0x30, Array(content.joined())) }
  static func text(_ text: String) -> [UInt8] { element(0x04, Array(text.utf8)) }

  /// 0 to 32,767.
  static func integer(_ value: Int, tag: UInt8 = 0x02) -> [UInt8] {
    element(tag, value < 128 ? [UInt8(value)] : [UInt8(value >> 8), UInt8(value & 255)])
  }

  /// `[number]`, constructed.
  static func context(_ number: UInt8, _ content: [UInt8]...) -> [UInt8] {
    element(0xA0 | number, Array(content.joined()))
  }
}
