import PlantCalendar
import Testing
import Vocabulary

/// Central European time of 2026, with the hours at which clocks change.
let berlin =
  UTCOffsets([
    .init(from: Timestamp(seconds: 0, nanoseconds: 0), seconds: 3_600),
    .init(from: at("2026-03-29T01:00:00Z"), seconds: 7_200),
    .init(from: at("2026-10-25T01:00:00Z"), seconds: 3_600),
  ]) ?? .utc

func at(_ text: String) -> Timestamp {
  guard let time = Timestamp(rfc3339: text) else {
    Issue.record("no time: \(text)")
    return Timestamp(nanoseconds: 0)
  }
  return time
}

func read(_ text: String) throws(CalendarError) -> PlantCalendar {
  try PlantCalendar(parsing: Array(text.utf8)) { $0 == "Europe/Berlin" ? berlin : nil }
}

let sample = """
  {
    "calendar": 1,
    "timeZone": "Europe/Berlin",
    "shifts": [
      { "name": "early", "days": ["Mon", "Tue", "Wed", "Thu", "Friday"], "from": "06:00", "to": "14:00",
        "onCall": ["anna.weber", "it"] },
      { "name": "night", "days": ["Mon", "Fri", "Sat"], "from": "22:00", "to": "06:00" },
      { "name": "watch", "days": ["Sun"], "from": "00:00", "to": "24:00", "holidays": true }
    ],
    "holidays": [ { "date": "2026-12-25", "name": "Christmas Day" } ],
    "shutdowns": [ { "name": "works holidays", "from": "2026-12-28", "to": "2026-12-31" } ],
    "commissioning": [
      { "name": "press 3", "from": "2026-12-01", "to": "2026-12-01", "machines": ["10.1.3.0/24"] }
    ],
    "visits": [
      { "who": ["vendor.maier"], "company": "Pumps", "from": "2026-12-02T08:00", "to": "2026-12-02T17:00",
        "machines": ["press-03", "00:0e:8c:11:22:33"] }
    ],
    "workOrders": [
      { "number": "4711", "machines": ["10.1.3.17"], "verbs": ["program", "setMode"],
        "who": ["Anna.Weber", "10.1.9.5"], "from": "2026-12-02T22:00", "to": "2026-12-02T23:30",
        "reason": "new limit" }
    ]
  }
  """
