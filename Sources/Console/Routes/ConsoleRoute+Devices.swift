import Identity
import IdentityRecords
import JSON
import Operations
import Vocabulary

/// Devices and their certificates.
extension ConsoleRoute {
  static let devices: [ConsoleRoute] = [
    ConsoleRoute(.get, "devices", .caller) { asked in
      let devices = try await asked.site.devices(as: try asked.caller())
      return .list("devices", devices) { writer, device in
        writer.member("device", device.id)
        writer.member("name", device.name)
        writer.member("asset", device.asset)
        writer.member("enrolled", device.enrolled.rfc3339)
        writer.member("ended", device.ended?.rfc3339)
      }
    },
    ConsoleRoute(.post, "devices/announce", .person, fields: ["name", "asset", "zone", "program"]) { asked in
      let announced = try await asked.site.announce(
        name: try asked.fields.text("name"), asset: try asked.fields.optionalText("asset"),
        expectedZone: try asked.fields.optionalText("zone"),
        program: try asked.program(try asked.fields.optionalText("program")),
        as: try asked.signedIn().caller)
      return .object { writer in
        writer.member("device", announced.device.id)
        writer.member("code", announced.code)
        writer.member("ends", announced.deadline.ends.rfc3339)
      }
    },
    ConsoleRoute(.post, "devices/enrol", .anybody, fields: ["code", "request"]) { asked in
      try asked.certified(
        try await asked.site.enrol(
          Array(try asked.fields.text("request").utf8), code: try asked.fields.text("code"),
          from: asked.origin))
    },
    ConsoleRoute(.post, "devices/renew", .anybody, fields: ["certificate", "request", "proof"]) { asked in
      try asked.certified(
        try await asked.site.renew(
          Array(try asked.fields.text("certificate").utf8),
          request: Array(try asked.fields.text("request").utf8), proof: try asked.fields.octets("proof"),
          from: asked.origin))
    },
    ConsoleRoute(.post, "tokens", .anybody, fields: ["certificate", "audience", "at", "proof"]) { asked in
      guard let seconds = Int64(try asked.fields.text("at")) else { throw RequestFault.noSeconds("at") }
      let issued = try await asked.site.token(
        Array(try asked.fields.text("certificate").utf8), audience: try asked.fields.text("audience"),
        at: seconds, proof: try asked.fields.octets("proof"), from: asked.origin)
      return .object { writer in
        writer.member("device", issued.device.id)
        writer.member("token", issued.token)
      }
    },
    ConsoleRoute(.get, "authority", .anybody) { asked in
      Answer(type: "application/x-pem-file", octets: Array(try asked.site.authority().utf8))
    },
  ]
}

extension Asked {
  fileprivate func program(_ word: String?) throws(RequestFault) -> Device.Program? {
    guard let word else { return nil }
    guard let program = Device.Program(rawValue: word) else { throw .unknownValue("program") }
    return program
  }

  /// A device's certificate, and those by which the site's devices and this listener are known.
  fileprivate func certified(_ device: CertifiedDevice) throws -> Answer {
    let authority = try site.authority()
    return .object { writer in
      writer.member("device", device.device.id)
      writer.member("certificate", device.certificate)
      writer.member("authority", authority)
    }
  }
}
