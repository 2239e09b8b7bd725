import Reports
import Testing

@Suite("The messages of a protocol")
struct ProtocolRowTests {
  @Test("stand by family, then by code: numbers by value, texts by letter, numbers first")
  func order() {
    func message(_ family: String, _ code: ProtocolRow.Code) -> ProtocolRow.Message {
      ProtocolRow.Message(family: family, code: code, name: "", count: 1)
    }
    let reviewed = [
      message("exception", .number(11)), message("function", .number(3)), message("function", .number(16)),
      message("function", .text("1/240")), message("function", .text("1/40")),
      message("message", .text("ACK")), message("service", .number(634)),
    ]
    let sorted = reviewed.reversed().sorted { $0.isBefore($1) }
    #expect(sorted.map(\.family) == reviewed.map(\.family))
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      #expect(left.isBefore(right) && !right.isBefore(left))
    }
    #expect(!sorted[0].isBefore(sorted[0]))
  }
}
