import Authorization
import CaseFiles
import JSON

/// Runs cases and counts where they disagree; each disagreement is printed as it is found.
struct CaseReport {
  private(set) var disagreementCount = 0
  private var caseCount = 0
  private var requestCount = 0

  var closingLine: String {
    "\(caseCount) cases, \(requestCount) requests, \(disagreementCount) disagreements"
  }

  /// Runs every case at `path`. A file that can't be read ends it.
  mutating func run(_ path: String) throws(CaseFileError) {
    let folder = try CaseFolder(path)
    for name in folder.jsonNames {
      guard let policyCase = try read(name, folder) else { continue }
      caseCount += 1
      requestCount += policyCase.questions.count
      let lines =
        policyCase.schemaValidates
        ? try prepare(policyCase, name, folder).disagreements() : try refusals(policyCase, name, folder)
      disagreementCount += lines.count
      for line in lines { StandardStream.output.writeOrEnd(Array("\(name): \(line)\n".utf8)) }
    }
    guard caseCount > 0 else { throw CaseFileError(path, "holds no case") }
  }

  /// The case of a JSON file; nil where the file is none, as one of entities.
  private func read(_ name: String, _ folder: CaseFolder) throws(CaseFileError) -> PolicyCase? {
    let octets = try folder.octets(name)
    // Entities are a list, and may be long.
    guard octets.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONReader(nestingLimit: 128).read(octets)
    } catch {
      throw CaseFileError(name, error.description)
    }
    guard PolicyCase.isCase(json) else { return nil }
    do throws(EntityError) {
      return try PolicyCase(json)
    } catch {
      throw CaseFileError(name, error.description)
    }
  }

  /// What differs where the schema must be one that can't be read.
  private func refusals(
    _ policyCase: PolicyCase, _ name: String, _ folder: CaseFolder
  ) throws(CaseFileError) -> [String] {
    guard let path = policyCase.schema else { return [] }
    let text = try folder.octets(path, namedBy: name)
    do throws(SyntaxError) {
      _ = try Schema(parsing: text)
      return ["the schema should be refused, but can be read"]
    } catch {
      return []
    }
  }

  private func prepare(
    _ policyCase: PolicyCase, _ name: String, _ folder: CaseFolder
  ) throws(CaseFileError) -> CaseRun {
    let policyText = try folder.octets(policyCase.policies, namedBy: name)
    let policies: PolicySet
    do throws(SyntaxError) {
      policies = try PolicySet(parsing: policyText)
    } catch {
      throw CaseFileError(policyCase.policies, error.description)
    }
    let entities = try folder.octets(policyCase.entities, namedBy: name)
    let schema = try schema(policyCase, name, folder)
    do throws(EntityError) {
      return try CaseRun(policyCase, policies: policies, entities: entities, schema: schema)
    } catch {
      throw CaseFileError(policyCase.entities, error.description)
    }
  }

  private func schema(
    _ policyCase: PolicyCase, _ name: String, _ folder: CaseFolder
  ) throws(CaseFileError) -> Schema? {
    guard let path = policyCase.schema else { return nil }
    let text = try folder.octets(path, namedBy: name)
    do throws(SyntaxError) {
      return try Schema(parsing: text)
    } catch {
      throw CaseFileError(path, error.description)
    }
  }
}
