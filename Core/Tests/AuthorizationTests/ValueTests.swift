import Authorization
import Testing

@Suite("Values of the extension types")
struct ValueTests {
  @Test("takes an address or a network as Cedar does", arguments: ValueSamples.ips)
  func address(text: Text) { #expect(IPNetwork(parsing: text) != nil) }

  @Test("refuses what is no address", arguments: ValueSamples.noIps)
  func noAddress(text: Text) { #expect(IPNetwork(parsing: text) == nil) }

  @Test("takes a decimal as Cedar does", arguments: ValueSamples.decimals)
  func decimal(text: Text) { #expect(Decimal(parsing: text) != nil) }

  @Test("refuses what is no decimal", arguments: ValueSamples.noDecimals)
  func noDecimal(text: Text) { #expect(Decimal(parsing: text) == nil) }

  @Test("takes a datetime as Cedar does", arguments: ValueSamples.datetimes)
  func datetime(text: Text) { #expect(Datetime(parsing: text) != nil) }

  @Test("refuses what is no datetime", arguments: ValueSamples.noDatetimes)
  func noDatetime(text: Text) { #expect(Datetime(parsing: text) == nil) }

  @Test("takes a duration as Cedar does", arguments: ValueSamples.durations)
  func duration(text: Text) { #expect(TimeSpan(parsing: text) != nil) }

  @Test("refuses what is no duration", arguments: ValueSamples.noDurations)
  func noDuration(text: Text) { #expect(TimeSpan(parsing: text) == nil) }

  @Test("reads the number that stands there")
  func numbers() {
    #expect(Decimal(parsing: "-0.5")?.tenThousandths == -5000)
    #expect(Decimal(parsing: "12.0345")?.tenThousandths == 120_345)
    #expect(TimeSpan(parsing: "-1d2h3m4s5ms")?.milliseconds == -93_784_005)
    #expect(Datetime(parsing: "1970-01-01")?.milliseconds == 0)
    #expect(Datetime(parsing: "2024-02-29T12:30:15.250+0130")?.milliseconds == 1_709_204_415_250)
    #expect(Datetime(parsing: "0000-01-01")?.milliseconds == -62_167_219_200_000)
    #expect(Datetime(parsing: "1969-12-31T23:59:59.999Z")?.milliseconds == -1)
    #expect(IPNetwork(parsing: "10.1.2.3/8")?.address == 0x0A01_0203)
    #expect(IPNetwork(parsing: "2001:db8::5:6")?.address == 0x2001_0db8_0000_0000_0000_0000_0005_0006)
  }

  @Test(
    "says of a network what is true of all its addresses",
    arguments: [
      ("127.0.0.1/8", true, false), ("127.0.0.1/7", false, false), ("::1", true, false),
      ("::1/64", false, false),
      ("224.0.0.0/4", false, true), ("224.0.0.0/3", false, false), ("ff00::/8", false, true),
      ("::/0", false, false),
      ("ff00::/7", false, false),
    ])
  func networks(text: String, isLoopback: Bool, isMulticast: Bool) throws {
    let network = try #require(IPNetwork(parsing: Text(text)))
    #expect(network.isLoopback == isLoopback)
    #expect(network.isMulticast == isMulticast)
  }

  @Test("tells two spellings of one letter apart")
  func spellings() {
    #expect(Text("é") != Text("e\u{301}"))
    #expect(Text("a") != Text("a\0") && Text("a").hashValue != Text("a\0").hashValue)
  }
}
