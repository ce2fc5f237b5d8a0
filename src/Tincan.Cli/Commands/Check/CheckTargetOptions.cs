using System.CommandLine;
using Tincan.Checks;
using Tincan.Checks.Targets;
using Tincan.Checks.Suites;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options that say what is checked, and how it is started.</summary>
internal sealed class CheckTargetOptions
{
    private readonly Option<string?> _at = Opt.Text("--at", "HOST:PORT", "Check a server that runs already, instead of a program.");
    private readonly Option<int> _port = Opt.Number(
        "--port", 0, 0, ushort.MaxValue, "The port that is written into the program: a server listens there, and a client finds us there. 0: a free one is handed to it, as {port}.");

    private readonly Option<string?> _workdir = Opt.Text(
        "--workdir", "DIR", "A folder that each case gets a copy of, to run the program in. Default: a folder of its own with links to what is where you are.");

    private readonly Option<string?> _outFile = Opt.Text("--out-file", "NAME", "The file that the program writes its answers to. Default: for a client the one that the suite names, for a server none.");
    private readonly Option<string?> _asUser = Opt.Text("--as-user", "NAME", "Run the program as this user; only root can.");

    public CheckTargetOptions(Command command)
    {
        command.AddAll(_at, _port, _workdir, _outFile, _asUser);
    }

    /// <exception cref="UsageException">There is none, or more than one, or it cannot know where to connect.</exception>
    public ITarget Read(ParseResult parsed, Suite suite, string[] program, IReadOnlyDictionary<string, string> given)
    {
        if (parsed.GetValue(_at) is { } at)
        {
            return Starting(parsed).Concat(program.Length > 0 ? ["the program"] : Array.Empty<string>()).FirstOrDefault() is { } needless
                ? throw new UsageException($"--at is a server that runs already: leave out {needless}")
                : At(suite, at);
        }

        if (program.Length == 0)
        {
            throw new UsageException(suite.Side == Side.Client || suite.Tables > 0
                ? $"what is to be checked? Write -- PROGRAM: {Example(suite)}"
                : $"what is to be checked? Write --at HOST:PORT, or -- PROGRAM: {Example(suite)}");
        }

        var port = parsed.GetValue(_port);
        var folder = parsed.GetValue(_workdir);
        var subject = new ProgramTarget(new ProgramOptions
        {
            Words = program,
            Port = port == 0 ? null : port,
            WorkFolder = folder,
            User = parsed.GetValue(_asUser),
        });
        Told(suite, string.Join(' ', program), port, subject, given);
        if (parsed.GetValue(_outFile) is { } file && ((suite.Side == Side.Server && suite.FiledAs is null) || Path.IsPathRooted(file) || file.Split('/').Contains("..", StringComparer.Ordinal)))
        {
            throw new UsageException(suite.Side == Side.Server && suite.FiledAs is null
                ? $"--out-file is where the program writes its answers, and a server of {suite.Name} writes none"
                : "--out-file is a file in the folder that the program runs in: write a name without / or .. before it");
        }

        return folder is null || Directory.Exists(folder) ? subject : throw new UsageException($"there is no folder '{folder}'");
    }

    public string? OutputFile(ParseResult parsed) => parsed.GetValue(_outFile) is { } file ? Path.GetRelativePath("/", Path.GetFullPath(file, "/")) : null;

    /// <summary>Where a client finds us that has its port written into it; 0 if it is handed one.</summary>
    public int ClientPort(ParseResult parsed, Suite suite) => suite.Side == Side.Client ? parsed.GetValue(_port) : 0;

    /// <summary>What is checked, for a person.</summary>
    public string Words(ParseResult parsed, string[] program) => parsed.GetValue(_at) ?? string.Join(' ', Passwords.HiddenWords(program).Select(Shell.Quote));

    /// <summary>The words that check the same again.</summary>
    public IEnumerable<string> Repeat(ParseResult parsed, string[] program)
    {
        var port = parsed.GetValue(_port);
        return [.. Opt("--at", _at), .. port > 0 ? ["--port", $"{port}"] : Array.Empty<string>(), .. Opt("--workdir", _workdir),
            .. Opt("--out-file", _outFile), .. Opt("--as-user", _asUser), .. program.Length > 0 ? ["--", .. Passwords.HiddenWords(program)] : Array.Empty<string>()];

        IEnumerable<string> Opt(string name, Option<string?> option) => parsed.GetValue(option) is { } value ? [name, value] : [];
    }

    private static string Example(Suite suite) => $"tincan check {suite.Name} -- python3 {suite switch
    {
        { Side: Side.Client } => "client.py {host} {port}",
        { Tables: > 0 } => "rs.py {port} {ts1_host} {ts1_port} {ts2_host} {ts2_port}",
        _ => "server.py {port}",
    }}";

    /// <summary>The program has to know where to connect; where a server listens without being told is found out, on Linux.</summary>
    private static void Told(Suite suite, string words, int port, ProgramTarget subject, IReadOnlyDictionary<string, string> given)
    {
        if (port == 0 && (suite.Side == Side.Client || !OperatingSystem.IsLinux()) && !words.Contains("{port}", StringComparison.Ordinal))
        {
            throw new UsageException($"the program is not told its port: write {(suite.Side == Side.Client ? "{host} and {port}" : "{port}")} among its words, or --port N if N is written into it");
        }

        // Ports that are written into it are looked for in its text.
        if (suite.Tables > 0 && !(IsTold("ts1") && IsTold("ts2")) && (subject.WrittenPorts.Count < suite.Tables || (port == 0 && !words.Contains("{port}", StringComparison.Ordinal))))
        {
            throw new UsageException(
                $"the program is not told where its table servers are: {Example(suite)}; if all ports are written into it, name them before the --: --port PORT --set ts1-port=PORT --set ts2-port=PORT");
        }

        bool IsTold(string table) => words.Contains($"{{{table}_port}}", StringComparison.Ordinal) || given.ContainsKey($"{table}-port");
    }

    /// <summary>The options that were written and say how a program is started.</summary>
    private IEnumerable<string> Starting(ParseResult parsed)
    {
        (string Name, bool IsWritten)[] all =
        [
            ("--port", parsed.GetValue(_port) > 0),
            ("--workdir", parsed.GetValue(_workdir) is not null),
            ("--out-file", parsed.GetValue(_outFile) is not null),
            ("--as-user", parsed.GetValue(_asUser) is not null),
        ];
        return all.Where(static option => option.IsWritten).Select(static option => option.Name);
    }

    private static AddressTarget At(Suite suite, string at)
    {
        if (suite.Side != Side.Server)
        {
            throw new UsageException($"{suite.Name} checks a client, which has to be started: write -- PROGRAM");
        }

        if (suite.Tables > 0)
        {
            throw new UsageException($"{suite.Name} has to tell the program where its table servers are: write -- PROGRAM");
        }

        return HostPort.TryParse(at, out var address, out var problem)
            ? address.Port > 0 ? new AddressTarget(address) : throw new UsageException("cannot connect to port 0: write the port where the server listens")
            : throw new UsageException(problem);
    }
}
