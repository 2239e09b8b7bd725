import Identity
import IdentityRecords
import JSON
import Operations
import Vocabulary

/// Devices and their certificates.
extension ConsoleRoute {
  static let devices: [ConsoleRoute] = [
    ConsoleRoute(.get, "devices", .person) { asked in
      let devices = try await asked.site.devices(as: try asked.signedIn().caller)
      return .list("devices", devices) { writer, device in
        writer.member("device", device.id)
        writer.member("name", device.name)
        writer.member("asset", device.asset)
        writer.member("enrolled", device.enrolled.rfc3339)
        writer.member("ended", device.ended?.rfc3339)
      }
    },
    ConsoleRoute(.post, "devices/announce", .person, fields: ["name", "asset", "zone"]) { asked in
      let announced = try await asked.site.announce(
        name: try asked.fields.text("name"), asset: try asked.fields.optionalText("asset"),
        expectedZone: try asked.fields.optionalText("zone"), as: try asked.signedIn().caller)
      return .object { writer in
        writer.member("device", announced.device.id)
        writer.member("code", announced.code)
        writer.member("ends", announced.deadline.ends.rfc3339)
      }
    },
  ]
}
