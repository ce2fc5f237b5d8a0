using Tincan.Checks.Reports;
using Tincan.Checks.Running;
using Tincan.Drawing;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options for reports.</summary>
internal sealed class CheckReportOptions
{
    private readonly (Option<string?> File, Func<TextWriter, string?, ICheckReport> Make)[] _forms =
    [
        (Form("--json", "JSON, with all details"), static (output, _) => new JsonReport(output)),
        (Form("--junit", "JUnit XML, for Jenkins and GitLab"), static (output, pictures) => new JUnitReport(output, pictures)),
        (Form("--tap", "TAP 14"), static (output, _) => new TapReport(output)),
        (Form("--gradescope", "results.json for Gradescope"), static (output, _) => new GradescopeReport(output)),
        (Form("--markdown", "a Markdown summary"), static (output, _) => new MarkdownReport(output)),
        (new Option<string?>("--grade") { Hidden = true }, static (output, _) => new GradeReport(output)),
    ];

    private readonly Option<string?> _pictures = NewOption.Text("--pictures", "FOLDER", "Draw the ladder of each failure as an SVG file in this folder; --junit refers to them.");

    private readonly Option<bool> _all = NewOption.Flag("--all", "Report every failure in full, with its ladder. Default: only the failure to fix first; the others briefly.");

    private readonly Option<bool> _showHidden = NewOption.Flag("--show-hidden", "Report the hidden cases of a page like the others. Default: only how many there are, and their points.");

    public CheckReportOptions(Command command) => command.AddAll([_all, _showHidden, .. _forms.Select(static form => form.File), _pictures]);

    /// <summary>Opens the files of the reports, before any case runs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hidden">How many cases are hidden.</param>
    /// <exception cref="UsageException">One cannot be written, or two go to standard output.</exception>
    public Outputs Open(ParseResult parsed, int hidden)
    {
        var wanted = _forms.Select(form => (Path: parsed.GetValue(form.File), form.Make)).Where(static form => form.Path is not null).ToList();
        var onStandard = wanted.Count(static form => form.Path == "-");
        if (onStandard > 1)
        {
            throw new UsageException("only one report can go to standard output (-)");
        }

        // If a report goes to standard output, nothing else does.
        var isTerminal = onStandard == 0 ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
        var outputs = new Outputs(report => parsed.GetValue(_showHidden) || report is GradescopeReport or GradeReport ? report : new StudentView(report, hidden));
        outputs.Add(new TerminalReport(
            onStandard == 0 ? Console.Out : Console.Error,
            new LadderOptions { Width = Ansi.Width(isTerminal), Style = Ansi.Style(isTerminal) },
            parsed.GetValue(_all)));
        var pictures = parsed.GetValue(_pictures);
        try
        {
            foreach (var (path, make) in wanted)
            {
                outputs.Add(new StreamWriter(OutputFile.Open(path)), output => make(output, pictures));
            }

            if (pictures is not null)
            {
                Directory.CreateDirectory(pictures);
                outputs.Add(new PictureReport(pictures));
            }

            return outputs;
        }
        catch
        {
            outputs.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private static Option<string?> Form(string name, string form) => NewOption.OutputFile(name, $"Write {form} to this file; - is standard output.");

    /// <summary>The reports of a check, and their files.</summary>
    /// <param name="view">What a report gets to see.</param>
    internal sealed class Outputs(Func<ICheckReport, ICheckReport> view) : IAsyncDisposable
    {
        private readonly List<StreamWriter> _files = [];

        public List<ICheckReport> Reports { get; } = [];

        public void Add(ICheckReport report) => Reports.Add(view(report));

        public void Add(StreamWriter file, Func<TextWriter, ICheckReport> make)
        {
            _files.Add(file);
            Add(make(file));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var file in _files)
            {
                await file.DisposeAsync();
            }
        }
    }
}
