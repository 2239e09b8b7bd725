import Glibc

/// Reads a whole file.
enum FileReading {
  static func octets(_ path: String, limitOctets: Int) throws(CaseFileError) -> [UInt8] {
    // SAFETY: the path is passed for the call only.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaseFileError(path, reason()) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      // SAFETY: read fills at most the block's own count.
      let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw CaseFileError(path, reason())
      }
      if count == 0 { return octets }
      octets.append(contentsOf: block[0..<count])
      guard octets.count <= limitOctets else {
        throw CaseFileError(path, "longer than \(limitOctets) octets")
      }
    }
  }

  static func reason() -> String {
    // SAFETY: strerror's text is copied at once.
    unsafe String(cString: strerror(errno))
  }
}

/// Lists the files of a folder and of all folders below it.
enum FolderListing {
  /// Names with `/` between folders, in order; nil where `path` is no folder. Links are not followed.
  static func files(below path: String) throws(CaseFileError) -> [String]? {
    var status = stat()
    // SAFETY: stat fills the status; the path is passed for the call only.
    guard unsafe stat(path, &status) == 0 else { throw CaseFileError(path, FileReading.reason()) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
    var names: [String] = []
    var open: [(name: String, depth: Int)] = [("", 0)]
    while let folder = open.popLast() {
      for entry in try entries(of: folder.name.isEmpty ? path : path + "/" + folder.name) {
        let name = folder.name.isEmpty ? entry.name : folder.name + "/" + entry.name
        if entry.isFolder {
          guard folder.depth < CaseFolder.nestingLimit else {
            throw CaseFileError(path, "has folders more than \(CaseFolder.nestingLimit) deep")
          }
          open.append((name, folder.depth + 1))
        } else {
          guard names.count < CaseFolder.fileLimit else {
            throw CaseFileError(path, "holds more than \(CaseFolder.fileLimit) files")
          }
          names.append(name)
        }
      }
    }
    return names.sorted()
  }

  private static func entries(of path: String) throws(CaseFileError) -> [(name: String, isFolder: Bool)] {
    // SAFETY: the folder is closed at the end, and its entries are copied before the next is read.
    guard let folder = unsafe opendir(path) else { throw CaseFileError(path, FileReading.reason()) }
    // SAFETY: the folder is open, and is not read after this.
    defer { unsafe closedir(folder) }
    var entries: [(name: String, isFolder: Bool)] = []
    // SAFETY: readdir gives an entry that lives until it is called again.
    while let entry = unsafe readdir(folder) {
      // SAFETY: d_name is a text that ends with a NUL inside the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // SAFETY: the name's octets are its characters; 256 is the most that Linux gives.
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      // SAFETY: lstat fills the status; the path is passed for the call only.
      guard unsafe lstat(path + "/" + name, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: entries.append((name, true))
      case S_IFREG: entries.append((name, false))
      default: break
      }
    }
    return entries
  }
}
