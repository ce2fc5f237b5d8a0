using Tincan.Checks;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options for the program to check, and how it is launched.</summary>
internal sealed class CheckTargetOptions
{
    private readonly Option<string?> _at = NewOption.Text("--at", "HOST:PORT", "Check a server that is already running.");
    private readonly Option<int> _port = NewOption.Number(
        "--port", 0, 0, ushort.MaxValue, "The port that is hard-coded in the program, for a server to listen on or for a client to connect to. 0: a free port, which replaces {port} in its arguments.");

    private readonly Option<string?> _workdir = NewOption.Text(
        "--workdir", "DIR", "Folder to run the program in; each case gets a copy. Default: an empty folder with links to the files of the current one.");

    /// <summary>The option for the command that builds the program.</summary>
    public const string BuildName = "--build";

    private readonly Option<string?> _build = NewOption.Text(BuildName, "COMMAND", "Shell command that makes the program, run once in a copy of its folder (--workdir), as the same user with the same limits. The cases run in that copy.");
    private readonly Option<string?> _outFile = NewOption.Text("--out-file", "NAME", "File that the program writes its answers to. Default: for a client, the suite's; for a server, none.");
    private readonly Option<string?> _asUser = NewOption.Text("--as-user", "NAME", "Run the program as this user. Requires root.");

    private readonly Option<int?> _memory = NewOption.Optional(
        "--memory", SettingForms.Number(1, 1024 * 1024), "Memory that a process of the program may use, in MiB (RLIMIT_DATA). Requires prlimit.");

    private readonly Option<int?> _processes = NewOption.Optional(
        "--processes", SettingForms.Number(1, 1024 * 1024), "Number of processes and threads that the user of the program may have (RLIMIT_NPROC). With --as-user.");

    private readonly bool _isForOne;

    /// <param name="command">The command.</param>
    /// <param name="findsTargets">Whether the command finds the folders of the programs itself.</param>
    public CheckTargetOptions(Command command, bool findsTargets = false)
    {
        _isForOne = !findsTargets;
        if (_isForOne)
        {
            command.AddAll(_at, _workdir);
        }

        command.AddAll(_port, _build, _outFile, _asUser, _memory, _processes);
    }

    /// <summary>The command that builds the program; null for none.</summary>
    public string? Build(ParseResult parsed) => parsed.GetValue(_build);

    /// <summary>The user that runs the program; null for the user of the check.</summary>
    public string? User(ParseResult parsed) => parsed.GetValue(_asUser);

    /// <summary>Whether the memory or the number of processes is limited.</summary>
    public (bool Memory, bool Processes) Limits(ParseResult parsed) => (parsed.GetValue(_memory) is not null, parsed.GetValue(_processes) is not null);

    /// <summary>The port that is hard-coded in the program; 0 if it gets one.</summary>
    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    /// <exception cref="UsageException">There is no program or more than one, or it does not get the addresses that it needs.</exception>
    public ITarget Read(ParseResult parsed, Suite suite, string[] program, IReadOnlyDictionary<string, string> given)
    {
        if (parsed.GetValue(_at) is { } at)
        {
            return Starting(parsed).Concat(program.Length > 0 ? ["the program"] : Array.Empty<string>()).FirstOrDefault() is { } needless
                ? throw new UsageException($"--at checks a server that is already running: remove {needless}")
                : At(suite, at);
        }

        if (program.Length == 0)
        {
            throw new UsageException(suite.Side == Side.Client || suite.TableCount > 0
                ? $"no program given: add -- PROGRAM, for instance {Example(suite)}"
                : $"no program given: add --at HOST:PORT or -- PROGRAM, for instance {Example(suite)}");
        }

        var port = parsed.GetValue(_port);
        var folder = parsed.GetValue(_workdir);
        var target = new ProgramTarget(new ProgramOptions
        {
            CommandLine = program,
            Port = port == 0 ? null : port,
            WorkFolder = folder,
            Build = parsed.GetValue(_build),
            User = parsed.GetValue(_asUser),
            MemoryLimit = parsed.GetValue(_memory) is { } memory ? memory * 1024L * 1024 : null,
            ProcessLimit = parsed.GetValue(_processes),
        });
        CheckAddresses(suite, string.Join(' ', program), port, target, given);
        if (parsed.GetValue(_outFile) is { } file && ((suite.Side == Side.Server && suite.ServerOutputFile is null) || Path.IsPathRooted(file) || file.Split('/', Path.DirectorySeparatorChar).Contains("..", StringComparer.Ordinal)))
        {
            throw new UsageException(suite.Side == Side.Server && suite.ServerOutputFile is null
                ? $"--out-file is the file of the program's answers, and a server of {suite.Name} writes none: remove it"
                : "--out-file must be in the folder that the program runs in: write a relative name without ..");
        }

        if (folder is null && _isForOne && Build(parsed) is not null)
        {
            throw new UsageException("--build makes the program in a copy of its folder: add --workdir DIR");
        }

        return folder is null || Directory.Exists(folder) ? target : throw new UsageException($"there is no folder '{folder}'");
    }

    public string? OutputFile(ParseResult parsed) =>
        parsed.GetValue(_outFile) is { } file ? Path.GetRelativePath(".", file).Replace(Path.DirectorySeparatorChar, '/') : null;

    /// <summary>The hard-coded port of a client; 0 if it gets the port as an argument.</summary>
    public int ClientPort(ParseResult parsed, Suite suite) => suite.Side == Side.Client ? parsed.GetValue(_port) : 0;

    /// <summary>The program or the server, for reports.</summary>
    public string Words(ParseResult parsed, string[] program) => parsed.GetValue(_at) ?? string.Join(' ', Passwords.HiddenWords(program).Select(Shell.Quote));

    /// <summary>The arguments that check the same program.</summary>
    public IEnumerable<string> Repeat(ParseResult parsed, string[] program)
    {
        var port = parsed.GetValue(_port);
        return [.. Opt("--at", _at), .. port > 0 ? ["--port", $"{port}"] : Array.Empty<string>(), .. Opt("--workdir", _workdir), .. Opt(BuildName, _build),
            .. Opt("--out-file", _outFile), .. Opt("--as-user", _asUser), .. Limit("--memory", _memory), .. Limit("--processes", _processes), .. program.Length > 0 ? ["--", .. Passwords.HiddenWords(program)] : Array.Empty<string>()];

        IEnumerable<string> Limit(string name, Option<int?> option) => parsed.GetValue(option) is { } value ? [name, $"{value}"] : [];
        IEnumerable<string> Opt(string name, Option<string?> option) => parsed.GetValue(option) is { } value ? [name, value] : [];
    }

    private static string Example(Suite suite) => $"tincan check {suite.Name} -- python3 {suite switch
    {
        { Side: Side.Client } => "client.py {host} {port}",
        { TableCount: > 0 } => "rs.py {port} {ts1_host} {ts1_port} {ts2_host} {ts2_port}",
        _ => "server.py {port}",
    }}";

    /// <summary>Makes sure that the program gets the addresses that it needs. On Linux, the port of a server that gets none is detected.</summary>
    private static void CheckAddresses(Suite suite, string words, int port, ProgramTarget target, IReadOnlyDictionary<string, string> given)
    {
        if (port == 0 && (suite.Side == Side.Client || !OperatingSystem.IsLinux()) && !words.Contains("{port}", StringComparison.Ordinal))
        {
            throw new UsageException($"the program does not get its port: add {(suite.Side == Side.Client ? "{host} and {port}" : "{port}")} to its arguments, or --port N if N is hard-coded in it");
        }

        // Hard-coded ports are looked for in the program's text.
        if (suite.TableCount > 0 && !(Gets("ts1") && Gets("ts2")) && (target.HardCodedPorts.Count < suite.TableCount || (port == 0 && !words.Contains("{port}", StringComparison.Ordinal))))
        {
            throw new UsageException(
                $"the program does not get the addresses of its table servers: {Example(suite)}; if all ports are hard-coded in it, write them before the --: --port PORT --set ts1-port=PORT --set ts2-port=PORT");
        }

        bool Gets(string table) => words.Contains($"{{{table}_port}}", StringComparison.Ordinal) || given.ContainsKey($"{table}-port");
    }

    /// <summary>The given options that are about starting a program.</summary>
    private IEnumerable<string> Starting(ParseResult parsed)
    {
        (string Name, bool IsWritten)[] all =
        [
            ("--port", parsed.GetValue(_port) > 0),
            ("--workdir", parsed.GetValue(_workdir) is not null),
            (BuildName, parsed.GetValue(_build) is not null),
            ("--out-file", parsed.GetValue(_outFile) is not null),
            ("--as-user", parsed.GetValue(_asUser) is not null),
            ("--memory", parsed.GetValue(_memory) is not null),
            ("--processes", parsed.GetValue(_processes) is not null),
        ];
        return all.Where(static option => option.IsWritten).Select(static option => option.Name);
    }

    private static AddressTarget At(Suite suite, string at)
    {
        if (suite.Side != Side.Server)
        {
            throw new UsageException($"{suite.Name} checks a client, which has to be started: add -- PROGRAM");
        }

        if (suite.TableCount > 0)
        {
            throw new UsageException($"{suite.Name} gives the program the addresses of its table servers, so it has to start it: add -- PROGRAM");
        }

        return HostPort.TryParse(at, out var address, out var problem)
            ? address.Port > 0 ? new AddressTarget(address) : throw new UsageException("cannot connect to port 0: write the port where the server listens")
            : throw new UsageException(problem);
    }
}
