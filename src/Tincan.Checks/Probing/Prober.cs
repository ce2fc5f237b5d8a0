using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Probing;

/// <summary>What a probe has in its hands: the program, started as often as it likes, and what was found so far.</summary>
/// <param name="assignment">What the program is to be.</param>
/// <param name="target">What is checked.</param>
/// <param name="options">How, as a person said.</param>
/// <param name="cases">The cases that are to be run.</param>
/// <param name="cancel">Gives up.</param>
internal sealed class Prober(Assignment assignment, ITarget target, CheckOptions options, IReadOnlyList<Case> cases, CancellationToken cancel)
{
    /// <summary>How long an answer to what has no line end may take: a program that waits for the line end never answers.</summary>
    public static readonly TimeSpan RawTimeout = TimeSpan.FromSeconds(1);

    private readonly List<string> _notes = [];
    private readonly bool _isDialectGiven = options.Dialect != Dialect.Auto;
    private CheckOptions _options = options;
    private CheckFailedException? _startFailure;
    private bool _hasStarted;

    /// <summary>How the program is checked, with what was found so far.</summary>
    public CheckOptions Options => _options;

    /// <summary>The program is to listen.</summary>
    public bool IsServer => assignment.Side == Side.Server;

    /// <summary>A resolver cannot know where its table servers are, unless their ports are written into it and not set yet.</summary>
    public bool NeedsTablePorts => assignment.TableCount > 0 && !target.TakesTableAddresses && !_options.Given.ContainsKey(NamesParameters.FirstPort.Name);

    /// <summary>The numbers in the text of the program that may be ports.</summary>
    public IReadOnlyList<int> HardCodedPorts => target.HardCodedPorts;

    /// <summary>The dialect has to be found; otherwise a person said which.</summary>
    public bool NeedsDialect => assignment.HasLines && !_isDialectGiven;

    public ProbeResult Result => new()
    {
        Options = _options.Dialect == Dialect.Auto ? _options with { Dialect = assignment.HasLines && _startFailure is null ? Dialect.Raw : Dialect.Lf } : _options,
        Notes = [.. target.Notes.Concat(_notes).Distinct(StringComparer.Ordinal)],
        StartFailure = _startFailure,
    };

    /// <summary>Whether a case is to be run, so that what it needs is worth looking for.</summary>
    /// <param name="id">What stands behind the suite's name.</param>
    public bool WillRun(string id) => cases.Any(one => one.Id == $"{assignment.Name}.{id}");

    /// <summary>Speaks to the program, which is started for it and ended after it.</summary>
    /// <param name="speak">Speaks to it.</param>
    /// <param name="assumed">A parameter that is taken to have this value. Defaults to null: as it was found so far.</param>
    /// <returns>Why that came to nothing; null if it did not.</returns>
    public async Task<CheckFailedException?> TryAsync(Func<CaseContext, Task> speak, (Parameter Parameter, string Value)? assumed = null)
    {
        if (_startFailure is not null)
        {
            return _startFailure;
        }

        // Silence ends what is collected, and is waited for here by whoever collects.
        var how = _options with { Dialect = _options.Dialect == Dialect.Auto ? Dialect.Raw : _options.Dialect };
        if (assumed is var (parameter, value))
        {
            how = how with { Found = _options.Found.Append(new(parameter.Name, value)).ToDictionary(StringComparer.Ordinal) };
        }

        string? ownClient = null;
        var runs = await new Runner(assignment, target, how).RunAsync(new Case($"{assignment.Name}.probe", Level.Must, "", "", "", SpeakAsync), [], cancel);
        if (OwnClients.Later(_notes, ownClient, runs[0].OwnClient) is { } own)
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

    /// <summary>The suite has this parameter, and no person has set it.</summary>
    public bool CanSet(Parameter parameter) => assignment.Parameters.Any(one => one.Name == parameter.Name) && !_options.Given.ContainsKey(parameter.Name);

    /// <summary>Says something about the program in the report.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>The program speaks like this.</summary>
    /// <param name="reads">How lines end that it is sent.</param>
    /// <param name="sends">How it ends its own.</param>
    /// <param name="why">What showed it, without a full stop.</param>
    public void SetDialects(Dialect reads, Dialect sends, string why)
    {
        _options = _options with { Dialect = reads, AnswerDialect = sends == reads ? null : sends };
        Note(sends == reads ? $"{reads.Word()}: {why}" : $"reads {reads.Word()}, sends {sends.Word()}: {why}");
    }

    /// <summary>The program prints this around answers.</summary>
    public void SetSurroundings(Surroundings around)
    {
        _options = _options with { Surroundings = around };
        if (around.Description is { } words)
        {
            Note($"it prints each answer {words}");
        }
    }

    /// <summary>The program writes its answers into a file.</summary>
    public void SetWritesFile() => _options = _options with { WritesFile = true };

    /// <summary>The program has answered nothing that was tried.</summary>
    public void SetSilent() => _options = _options with { IsSilent = true };

    /// <summary>The program asks its table servers like this.</summary>
    public void SetTableDialect(Dialect dialect) => _options = _options with { TableDialect = dialect == _options.Dialect ? null : dialect };

    /// <summary>The program differs from what the suite states, and is judged as if that were set.</summary>
    /// <param name="parameter">In what; one that a person has set stays as it is.</param>
    /// <param name="value">Its value.</param>
    /// <param name="what">What it does, without a full stop.</param>
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

    /// <summary>Bytes for a person.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = Escape.ForTerminal(bytes);
        return $"'{(text.Length > 60 ? $"{text[..60]}…" : text)}'";
    }
}
