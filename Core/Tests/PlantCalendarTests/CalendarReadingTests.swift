import PlantCalendar
import Testing
import Vocabulary

@Suite("A calendar's file")
struct CalendarReadingTests {
  @Test("is read whole")
  func whole() throws {
    let calendar = try read(sample)
    #expect(calendar.timeZone == "Europe/Berlin")
    #expect(calendar.shifts.map(\.name) == ["early", "night", "watch"])
    #expect(calendar.shifts.map(\.onCall) == [["anna.weber", "it"], [], []])
    #expect(calendar.weekend == [.saturday, .sunday])
    #expect(calendar.workOrders.map(\.people) == [["Anna.Weber", "10.1.9.5"]])
    #expect(calendar.workOrders.first?.reason == "new limit")
    #expect(try read("{\"calendar\":1,\"weekend\":[]}").weekend.isEmpty)
    #expect(try read("{\"calendar\":1,\"weekend\":[\"Friday\"]}").weekend == [.friday])
  }

  private static let keys =
    "calendar, name, timeZone, weekend, shifts, holidays, shutdowns, commissioning, visits, workOrders"
  private static let verbs = Verb.allCases.map(\.text).joined(separator: ", ")

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("\"calendar\": 1", "\"calendar\": 2", 2, 3, "'calendar' must be 1"),
      (
        "\"calendar\": 1,", "", 1, 1,
        "'calendar' is missing: a calendar of this form begins with \"calendar\": 1"
      ),
      ("Europe/Berlin", "Mars/Base", 3, 3, "'Mars/Base' is no time zone known here"),
      ("\"timeZone\"", "\"timezone\"", 3, 3, "'timezone' is no key here; there are \(keys)"),
      ("\"Mon\", \"Fri\"", "\"Mo\", \"Fri\"", 7, 24, "'Mo' is no day of the week"),
      (
        "\"06:00\", \"to\": \"14:00\"", "\"6:00\", \"to\": \"14:00\"", 5, 72,
        "'6:00' is no time of day as in 06:00"
      ),
      (
        "\"to\": \"14:00\"", "\"to\": \"06:00\"", 5, 89,
        "'to' is 'from': a shift of a whole day is from 00:00 to 24:00"
      ),
      ("\"from\": \"00:00\"", "\"from\": \"24:00\"", 8, 41, "a shift cannot begin at 24:00; write 00:00"),
      ("\"holidays\": true", "\"holidays\": 1", 8, 73, "'holidays' must be true or false"),
      (
        "2026-12-25\"", "2026-02-29\"", 10, 19,
        "'2026-02-29' is no day or time as in 2026-12-02 or 2026-12-02T22:00"
      ),
      ("2026-12-25\"", "2026-12-25T10:00\"", 10, 19, "'date' must be a day alone"),
      ("\"2026-12-31\"", "\"2026-12-27\"", 11, 68, "'to' must be later than 'from'"),
      ("\"press 3\"", "\"\"", 13, 7, "'name' must not be empty"),
      ("[\"vendor.maier\"]", "[]", 16, 7, "'who' must name at least one"),
      ("[\"vendor.maier\"]", "\"vendor.maier\"", 16, 7, "'who' must be a list of texts, as in [\"…\"]"),
      (
        "\"company\": \"Pumps\"", "\"firm\": \"Pumps\"", 16, 32,
        "'firm' is no key here; there are who, company, from, to, machines"
      ),
      ("\"program\"", "\"flash\"", 20, 52, "'flash' is no verb; there are \(verbs)"),
      (",\n      \"reason\": \"new limit\"", "", 20, 5, "'reason' is missing"),
      ("\"2026-12-02T23:30\"", "\"2026-12-02T22:00\"", 21, 70, "'to' must be later than 'from'"),
      (
        "\"2026-12-02T23:30\"", "\"2026-12-02T24:00\"", 21, 70,
        "'2026-12-02T24:00' is no day or time as in 2026-12-02 or 2026-12-02T22:00"
      ),
    ] as [(String, String, Int, Int, String)])
  func errors(_ right: String, _ wrong: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: CalendarError.self) { try read(sample.replacing(right, with: wrong)) }
    #expect(error == CalendarError(line: line, column: column, message: message))
  }

  @Test("an order's number stands once, a list holds objects, none of them hides in another")
  func shapes() {
    let order = """
      {"number":"1","machines":["*"],"verbs":["*"],"who":["*"],\
      "from":"2026-01-01","to":"2026-01-02","reason":"x"}
      """
    #expect(throws: Never.self) { try read("{\"calendar\":1,\"workOrders\":[\(order)]}") }
    for text in [
      "{\"calendar\":1,\"workOrders\":[\(order),\(order)]}", "{\"calendar\":1,\"workOrders\":\(order)}",
      "{\"calendar\":1,\"workOrders\":[1]}", "{\"calendar\":1,\"workOrders\":[{\"workOrders\":[\(order)]}]}",
      "[]",
      "", "{\"calendar\":1,\"calendar\":1}", "{\"calendar\":1,\"wee\u{212A}end\":[]}",
    ] {
      #expect(throws: CalendarError.self) { try read(text) }
    }
  }

  @Test("as many entries, texts and octets as the limits say, and no more")
  func limits() {
    func holidays(_ count: Int) -> String {
      let entry = "{\"date\":\"2026-01-01\",\"name\":\"x\"}"
      return "{\"calendar\":1,\"holidays\":[\(Array(repeating: entry, count: count).joined(separator: ","))]}"
    }
    #expect(throws: Never.self) { try read(holidays(10_000)) }
    #expect(throws: CalendarError.self) { try read(holidays(10_001)) }
    func name(_ count: Int) -> String {
      "{\"calendar\":1,\"name\":\"\(String(repeating: "x", count: count))\"}"
    }
    #expect(throws: Never.self) { try read(name(256)) }
    #expect(throws: CalendarError.self) { try read(name(257)) }
    func weekend(_ count: Int) -> String {
      let days = Array(repeating: "\"Sun\"", count: count).joined(separator: ",")
      return "{\"calendar\":1,\"weekend\":[\(days)]}"
    }
    #expect(throws: Never.self) { try read(weekend(256)) }
    #expect(throws: CalendarError.self) { try read(weekend(257)) }
  }

  @Test("cut anywhere it is refused, and no octet of it can do harm")
  func hostile() {
    let octets = Array(sample.utf8)
    for length in 0..<octets.count {
      #expect(throws: CalendarError.self) {
        try PlantCalendar(parsing: Array(octets.prefix(length))) { _ in berlin }
      }
    }
    var refused = 0
    for index in octets.indices {
      for change: UInt8 in [0x01, 0x10, 0x80] {
        var other = octets
        other[index] ^= change
        do throws(CalendarError) {
          let calendar = try PlantCalendar(parsing: other) { _ in berlin }
          _ = calendar.moment(at: at("2026-12-02T12:00:00Z"))
        } catch {
          refused += 1
          #expect(error.line >= 1 && error.column >= 1)
        }
      }
    }
    #expect(refused > octets.count)
  }
}
