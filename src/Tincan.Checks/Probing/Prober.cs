using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Probing;

/// <summary>What a probe works with: it runs the program as often as necessary, and collects the results.</summary>
/// <param name="assignment">What the program should be.</param>
/// <param name="target">The program.</param>
/// <param name="options">The options that the user has set.</param>
/// <param name="cases">The cases that will run.</param>
/// <param name="cancel">Cancels the probe.</param>
internal sealed class Prober(Assignment assignment, ITarget target, CheckOptions options, IReadOnlyList<Case> cases, CancellationToken cancel)
{
    /// <summary>How long to wait for an answer to a message without a line end. A program that waits for the line end never answers.</summary>
    public static readonly TimeSpan RawTimeout = TimeSpan.FromSeconds(1);

    private readonly List<string> _notes = [];
    private readonly bool _isDialectGiven = options.Dialect != Dialect.Auto;
    private CheckOptions _options = options;
    private CheckFailedException? _startFailure;
    private bool _hasStarted;

    /// <summary>The options, with everything that was found so far.</summary>
    public CheckOptions Options => _options;

    /// <summary>What the program should be.</summary>
    public Assignment Assignment => assignment;

    public bool IsServer => assignment.Side == Side.Server;

    /// <summary>Whether the ports of the table servers must be found: the resolver does not get them on its command line, and the user has not set them.</summary>
    public bool NeedsTablePorts => assignment.TableCount > 0 && !target.TakesTableAddresses(assignment.TableCount) && !_options.Given.ContainsKey(SharedParameters.Port(0).Name);

    /// <summary>Numbers in the source code that may be ports.</summary>
    public IReadOnlyList<int> HardCodedPorts => target.HardCodedPorts;

    /// <summary>Whether the line ends must be found, because the user has not set them.</summary>
    public bool NeedsDialect => assignment.HasLines && !_isDialectGiven;

    public ProbeResult Result => new()
    {
        Options = _options.Dialect == Dialect.Auto ? _options with { Dialect = assignment.HasLines && _startFailure is null ? Dialect.Raw : Dialect.Lf } : _options,
        Notes = [.. target.Notes.Concat(_notes).Distinct(StringComparer.Ordinal)],
        StartFailure = _startFailure,
    };

    /// <summary>Whether a case will run, so that it is worth finding out what it needs.</summary>
    /// <param name="id">The id without the name of the suite.</param>
    public bool WillRun(string id) => cases.Any(one => one.Id == $"{assignment.Name}.{id}");

    /// <summary>Starts the program, talks to it, and stops it.</summary>
    /// <param name="speak">Talks to it.</param>
    /// <param name="assumed">A value to use for a parameter. Defaults to null: the value that was found so far.</param>
    /// <param name="dialect">How lines are taken to end. Defaults to auto: as was found so far.</param>
    /// <returns>Why that failed; null if it did not.</returns>
    public async Task<CheckFailedException?> TryAsync(Func<CaseContext, Task> speak, (Parameter Parameter, string Value)? assumed = null, Dialect dialect = Dialect.Auto)
    {
        if (_startFailure is not null)
        {
            return _startFailure;
        }

        if (dialect == Dialect.Auto)
        {
            dialect = _options.Dialect;
        }

        // Raw, because the probe decides how long to wait for what it receives.
        var how = _options with { Dialect = dialect == Dialect.Auto ? Dialect.Raw : dialect };
        if (assumed is var (parameter, value))
        {
            how = how with { Found = _options.Found.Append(new(parameter.Name, value)).ToDictionary(StringComparer.Ordinal) };
        }

        string? ownClient = null;
        var runs = await new Runner(assignment, target, how).RunAsync(new Case($"{assignment.Name}.probe", Level.Must, "", "", "", SpeakAsync), [], cancel);
        if (OwnClients.AdditionalNote(_notes, ownClient, runs[0].OwnClient) is { } own)
        {
            Note(own);
        }

        if (runs[0].Failure is not { } failure)
        {
            _hasStarted = true;
            return null;
        }

        if (failure is { IsStartFailure: true } && !_hasStarted)
        {
            _startFailure = new CheckFailedException(failure.Kind, failure.Message) { IsStartFailure = true, Output = runs[0].Output };
        }

        _hasStarted |= !failure.IsStartFailure;
        return failure;

        async Task SpeakAsync(CaseContext context)
        {
            context.DetectsOwnClients = true;
            await speak(context);
            ownClient = context.HasOwnClient || context.HadOwnClient ? context.OwnClientNote : null;
        }
    }

    /// <summary>Whether the suite has this parameter, and the user has not set it.</summary>
    public bool CanSet(Parameter parameter) => assignment.Parameters.Any(one => one.Name == parameter.Name) && !_options.Given.ContainsKey(parameter.Name);

    /// <summary>Adds a sentence about the program to the report.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Sets the line ends that were found.</summary>
    /// <param name="reads">The line end of lines that the program receives.</param>
    /// <param name="sends">The line end of lines that the program sends.</param>
    /// <param name="why">The observation, without a full stop.</param>
    public void SetDialects(Dialect reads, Dialect sends, string why)
    {
        _options = _options with { Dialect = reads, AnswerDialect = sends == reads ? null : sends };
        Note(sends == reads ? $"{reads.Word()}: {why}" : $"reads {reads.Word()}, sends {sends.Word()}: {why}");
    }

    /// <summary>Sets the text that the program prints around answers.</summary>
    public void SetSurroundings(Surroundings around)
    {
        _options = _options with { Surroundings = around };
        if (around.Description is { } words)
        {
            Note($"it prints each answer {words}");
        }
    }

    /// <summary>Notes that the program writes its answers to a file.</summary>
    public void SetWritesFile() => _options = _options with { WritesFile = true };

    /// <summary>Notes that the program has not answered any question.</summary>
    public void SetSilent() => _options = _options with { IsSilent = true };

    /// <summary>Sets the line end between the program and its table servers.</summary>
    public void SetTableDialect(Dialect dialect) => _options = _options with { TableDialect = dialect == _options.Dialect ? null : dialect };

    /// <summary>Sets a parameter in which the program differs from the suite, so that it is judged by that value.</summary>
    /// <param name="parameter">The parameter; one that the user has set is not changed.</param>
    /// <param name="value">The value.</param>
    /// <param name="what">The observation, without a full stop.</param>
    public void SetParameter(Parameter parameter, string value, string what)
    {
        if (value == parameter.Default || _options.Given.ContainsKey(parameter.Name))
        {
            return;
        }

        _options = _options with
        {
            Found = _options.Found.Append(new(parameter.Name, value)).ToDictionary(StringComparer.Ordinal),
            Observed = _options.Observed.Append(new(parameter.Name, what)).ToDictionary(StringComparer.Ordinal),
        };
        Note($"{what}: judged with --set {parameter.ToShell(value)}");
    }

    /// <summary>Bytes as text in quotation marks, for notes.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = Escape.ForTerminal(bytes);
        return $"'{(text.Length > 60 ? $"{text[..60]}…" : text)}'";
    }
}
