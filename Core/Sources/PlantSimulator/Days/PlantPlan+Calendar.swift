import JSON
import Vocabulary

extension PlantPlan {
  /// The plan as the plant's calendar, which tells a watch when people work and what was ordered.
  ///
  /// Its keys are those of `Documentation/calendar.md`.
  public var calendar: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("calendar")
    json.value(1)
    json.key("timeZone")
    json.value(zone)
    list("shifts", hours.shifts, &json) { shift, json in
      json.key("name")
      json.value(shift.name)
      json.key("days")
      json.beginArray()
      for day in Weekday.allCases where shift.days.contains(day) { json.value(day.text) }
      json.endArray()
      json.key("from")
      json.value(Self.clock(shift.from))
      json.key("to")
      json.value(Self.clock(shift.to))
    }
    list("holidays", hours.holidays.sorted(), &json) { day, json in
      json.key("date")
      json.value(String(Timestamp(seconds: day * 86_400, nanoseconds: 0).rfc3339.prefix(10)))
      json.key("name")
      json.value("holiday")
    }
    list("shutdowns", hours.stops, &json) { stop, json in
      json.key("name")
      json.value(stop.name)
      span(stop.from, stop.to, &json)
    }
    list("visits", visits, &json) { visit, json in
      json.key("who")
      json.beginArray()
      json.value(visit.who)
      json.endArray()
      span(visit.from, visit.to, &json)
      json.key("machines")
      json.beginArray()
      json.value("*")
      json.endArray()
    }
    list("workOrders", orders, &json) { order, json in write(order, &json) }
    json.endObject()
    return json.octets
  }

  private func write(_ order: WorkOrder, _ json: inout JSONWriter) {
    let machine = Host.all.first { $0.name == order.target }.map { HostAddress(ipv4: $0.address).text }
    json.key("number")
    json.value(order.id)
    json.key("machines")
    json.beginArray()
    json.value(machine ?? order.target)
    json.endArray()
    json.key("verbs")
    json.beginArray()
    json.value(order.work == .download ? "program" : "transfer")
    json.value("identify")
    json.endArray()
    json.key("who")
    json.beginArray()
    json.value(order.person)
    json.value(HostAddress(ipv4: HostID.engineering.host.address).text)
    json.endArray()
    span(order.from, order.to, &json)
    json.key("reason")
    json.value("ordered \(order.work.rawValue)")
  }

  private func list<Element>(
    _ name: StaticString, _ elements: [Element], _ json: inout JSONWriter,
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    json.key(name)
    json.beginArray()
    for element in elements {
      json.beginObject()
      write(element, &json)
      json.endObject()
    }
    json.endArray()
  }

  private func span(_ from: Timestamp, _ to: Timestamp, _ json: inout JSONWriter) {
    json.key("from")
    json.value(String(from.rfc3339.prefix(19)) + "Z")
    json.key("to")
    json.value(String(to.rfc3339.prefix(19)) + "Z")
  }

  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return two(minute / 60) + ":" + two(minute % 60)
  }
}
