import Indicators
import Testing

@Suite("Limits of lists of indicators")
struct LimitTests {
  @Test("values are limited, whether they stand in one pattern or in several lists")
  func values() throws {
    let three = "[ipv4-addr:value IN ('198.51.100.1', '198.51.100.2', '198.51.100.3')]"
    #expect(Lists.error(Lists.bundle([three]), into: IndicatorList(valueLimit: 3)) == nil)
    #expect(
      Lists.error(Lists.bundle([three]), into: IndicatorList(valueLimit: 2))
        == "line 1, column 51: more than 2 values in all lists")
    let one = try IndicatorList(valueLimit: 3).reading(Array("198.51.100.9".utf8).span, name: "one")
    #expect(
      Lists.error(Lists.bundle([three]), into: one)
        == "line 1, column 51: more than 3 values in all lists")
  }

  @Test("values and texts are limited by their octets, said in words of its own")
  func octets() {
    let text = "evil.example,0123456789\nbad.example\n"
    #expect(Lists.error(text, into: IndicatorList(textLimitOctets: 23)) == nil)
    #expect(
      Lists.error(text, into: IndicatorList(textLimitOctets: 22)) == """
        line 2, column 1: the values of all lists, and what is said of them, take more than 22 octets
        """)
  }
}
