import PlantCalendar
import Testing
import Vocabulary

@Suite("A calendar asked for a moment")
struct CalendarMomentTests {
  @Test(
    "says which shift is on, from its first moment to the one before its end",
    arguments: [
      // Wednesday, 2 December 2026; clocks are an hour ahead of UTC.
      ("2026-12-02T04:59:59.999999999Z", []), ("2026-12-02T05:00:00Z", ["early"]),
      ("2026-12-02T12:59:59.999999999Z", ["early"]), ("2026-12-02T13:00:00Z", []),
      // Friday's night shift ends on Saturday, the weekend's on Sunday beside the watch.
      ("2026-12-04T21:00:00Z", ["night"]), ("2026-12-05T04:59:59Z", ["night"]), ("2026-12-05T05:00:00Z", []),
      ("2026-12-06T04:00:00Z", ["night", "watch"]), ("2026-12-06T22:59:59Z", ["watch"]),
      ("2026-12-06T23:00:00Z", []),
    ] as [(String, [String])])
  func shifts(time: String, names: [String]) throws {
    let moment = try read(sample).moment(at: at(time))
    #expect(moment.shifts.map(\.name) == names)
    #expect(moment.isOnHours == !names.isEmpty)
  }

  @Test("shifts do not begin on a holiday or go on in a shutdown, but those that work on them")
  func freeDays() throws {
    let calendar = try read(sample)
    // Friday the 25th is Christmas: neither its early nor its night shift, which would last into Saturday.
    let christmas = calendar.moment(at: at("2026-12-25T10:00:00Z"))
    #expect(christmas.holiday == "Christmas Day")
    #expect(christmas.dayClass == .free)
    #expect(!christmas.isOnHours)
    #expect(!calendar.moment(at: at("2026-12-26T03:00:00Z")).isOnHours)
    #expect(calendar.moment(at: at("2026-12-26T03:00:00Z")).holiday == nil)
    // A period of days ends with the end of its last.
    #expect(calendar.moment(at: at("2026-12-31T22:59:59Z")).shutdown == "works holidays")
    #expect(calendar.moment(at: at("2026-12-31T23:00:00Z")).shutdown == nil)
    #expect(!calendar.moment(at: at("2026-12-30T10:00:00Z")).isOnHours)
    let working = try read(
      sample.replacing("\"2026-12-28\"", with: "\"2026-12-26\""))
    #expect(working.moment(at: at("2026-12-27T10:00:00Z")).shifts.map(\.name) == ["watch"])
  }

  @Test("days are workdays, weekends or free, hours the plant's own")
  func classes() throws {
    let calendar = try read(sample)
    let sunday = calendar.moment(at: at("2026-12-05T23:30:00Z"))
    #expect(sunday.weekday == .sunday)
    #expect(sunday.hour == 0)
    #expect(sunday.dayClass == .weekend)
    #expect(calendar.moment(at: at("2026-12-07T12:00:00Z")).dayClass == .workday)
  }

  @Test("an empty calendar knows no hours, so all are on")
  func empty() throws {
    #expect(PlantCalendar().moment(at: at("2026-12-05T03:00:00Z")).isOnHours)
    #expect(try read("{\"calendar\": 1}") == PlantCalendar())
    #expect(PlantCalendar().moment(at: Timestamp(nanoseconds: .min)).weekday == .tuesday)
    #expect(PlantCalendar().moment(at: Timestamp(nanoseconds: .max)).hour == 23)
  }

  private static let press = CalendarParty(addresses: [HostAddress(ipv4: 0x0A01_0311)], names: ["PRESS-03"])
  private static let anna = CalendarParty(names: ["anna.weber"])
  private static let laptop = CalendarParty(addresses: [HostAddress(ipv4: 0x0A01_0905)])

  @Test(
    "an order covers its verbs on its machines by its people or devices, in its time",
    arguments: [
      ("2026-12-02T21:00:00Z", press, Verb.program, [anna], true),
      ("2026-12-02T21:10:00Z", press, .setMode, [laptop], true),
      ("2026-12-02T22:29:59Z", press, .program, [CalendarParty(names: ["eve"]), laptop], true),
      ("2026-12-02T20:59:59Z", press, .program, [anna], false),
      ("2026-12-02T22:30:00Z", press, .program, [anna], false),
      ("2026-12-02T21:10:00Z", press, .write, [anna], false),
      ("2026-12-02T21:10:00Z", laptop, .program, [anna], false),
      ("2026-12-02T21:10:00Z", press, .program, [CalendarParty(names: ["eve"])], false),
      ("2026-12-02T21:10:00Z", press, .program, [], false),
    ])
  func orders(time: String, machine: CalendarParty, verb: Verb, by: [CalendarParty], covers: Bool) throws {
    let orders = try read(sample).workOrders(at: at(time), machine: machine, verb: verb, by: by)
    #expect(orders.map(\.number) == (covers ? ["4711"] : []))
  }

  @Test("visits and commissioning are for their machines, by name, hardware address or network")
  func others() throws {
    let calendar = try read(sample)
    let vendor = [CalendarParty(names: ["VENDOR.MAIER"])]
    let time = at("2026-12-02T12:00:00Z")
    #expect(calendar.visits(at: time, machine: Self.press, by: vendor).map(\.company) == ["Pumps"])
    let hardware = CalendarParty(addresses: [HostAddress(mac: MACAddress(rawValue: 0x000E_8C11_2233))])
    #expect(calendar.visits(at: time, machine: hardware, by: vendor).count == 1)
    #expect(calendar.visits(at: time, machine: Self.laptop, by: vendor).isEmpty)
    #expect(calendar.visits(at: time, machine: Self.press, by: [Self.anna]).isEmpty)
    let first = at("2026-12-01T12:00:00Z")
    #expect(calendar.commissionings(at: first, machine: Self.press).map(\.name) == ["press 3"])
    #expect(calendar.commissionings(at: time, machine: Self.press).isEmpty)
    #expect(calendar.commissionings(at: first, machine: Self.laptop).isEmpty)
  }
}
