import BuiltProgram
import Foundation
import Testing

/// A browser, or a program in its place: curl with a jar of cookies of its own, and maybe a certificate.
final class Client: Sendable {
  private let folder: ScratchFolder
  private let address: String
  private let device: ListenedSite.Enrolled?

  init(of site: ListenedSite, at device: ListenedSite.Enrolled? = nil) throws {
    folder = try ScratchFolder()
    address = site.address
    self.device = device
  }

  func get(_ path: String, _ options: [String] = []) throws -> Reply { try ask(path, options) }

  func post(
    _ path: String, _ fields: [String: String] = [:], _ options: [String] = []
  ) throws -> Reply {
    let body = try JSONSerialization.data(withJSONObject: fields)
    let file = try folder.file("body", Array(body))
    return try ask(path, ["--data-binary", "@" + file, "-H", "Content-Type: application/json"] + options)
  }

  /// Any request of curl's to a path below `/api/v1/`.
  func ask(_ path: String, _ options: [String]) throws -> Reply {
    let head = folder.path + "/head"
    let jar = folder.path + "/jar"
    var arguments = [
      "-sS", "--insecure", "--max-time", "30", "-D", head, "-b", jar, "-c", jar,
      "https://\(address)/api/v1/\(path)",
    ]
    if let device { arguments += ["--cert", device.certificate, "--key", device.key] }
    let ran = try BuiltProgram.run(program: "/usr/bin/env", ["curl"] + arguments + options)
    let headers = (try? String(contentsOfFile: head, encoding: .utf8)) ?? ""
    try? FileManager.default.removeItem(atPath: head)
    return Reply(headers: headers, body: ran.outputText, errors: ran.errorText)
  }

  /// The jar's lines: host, flags and the rest, tab by tab.
  func cookies() throws -> [String] {
    try String(contentsOfFile: folder.path + "/jar", encoding: .utf8).split(separator: "\n").map(String.init)
      .filter { $0.contains("__Host-") }
  }

  /// The value of a cookie.
  func cookie(_ name: String) throws -> String? {
    try cookies().map { $0.split(separator: "\t") }.first { $0.count > 6 && $0[5] == name }.map {
      String($0[6])
    }
  }
}

/// What came back.
struct Reply: Sendable {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: String
  let errors: String

  init(headers text: String, body: String, errors: String) {
    let lines = text.split(separator: "\r\n").map(String.init)
    status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
    headers = lines.dropFirst().compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
    }
    self.body = body
    self.errors = errors
  }

  subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  func text(_ field: String) -> String? { object?[field] as? String }

  func texts(_ field: String) -> [String]? { object?[field] as? [String] }

  private var object: [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
  }

  @discardableResult
  func expect(_ status: Int, _ place: SourceLocation = #_sourceLocation) throws -> Reply {
    try #require(self.status == status, "\(self.status) \(body) \(errors)", sourceLocation: place)
    return self
  }
}
