using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Finds out which lines a client prints where the page has a parameter for them: <c>out: $($belongs($email, $name))</c>.</summary>
/// <param name="page">The page.</param>
/// <param name="parameters">Those of the suite.</param>
/// <param name="own">The cases of the page for a client.</param>
internal sealed class OutputProbe(Page page, IReadOnlyList<Parameter> parameters, IReadOnlyList<PageCase> own)
{
    public async Task RunAsync(Prober prober)
    {
        foreach (var one in own)
        {
            List<FillExpression> sought = [.. one.Transcript.Steps.OfType<OutputStep>().Select(static step => (step.Line as TextMessage)?.Fill).OfType<FillExpression>()
                .Where(fill => one.About.Contains(fill.Parameter.Name) && !IsSent(one, fill) && prober.CanSet(ParameterOf(fill))).DistinctBy(static fill => fill.Parameter.Name)];
            if (sought.Count == 0)
            {
                continue;
            }

            ClientTranscriptPlay? play = null;
            var output = "";
            await prober.TryAsync(context =>
            {
                play = new ClientTranscriptPlay(page, context, one.Transcript) { See = written => output = Encoding.UTF8.GetString(written.Bytes.Span) };
                return play.PlayAsync();
            });
            foreach (var fill in sought)
            {
                Compare(prober, output, fill, play!.Scope);
            }
        }
    }

    /// <summary>What the client is sent is ours, however it writes that.</summary>
    private static bool IsSent(PageCase one, FillExpression fill) => one.Transcript.Messages.Any(step => (step.Message as TextMessage)?.Fill?.Parameter.Name == fill.Parameter.Name);

    /// <summary>Looks for another line with the same values where the expected one is missing.</summary>
    private void Compare(Prober prober, string output, FillExpression fill, Scope scope)
    {
        if (output.Contains(TextOf(fill.Evaluate(scope).AsText()), StringComparison.Ordinal))
        {
            return;
        }

        foreach (var line in output.Split('\n'))
        {
            if (fill.Recognise(ByteText.FromUtf8(WithoutPrompt(line.TrimEnd('\r'))), scope) is { } value)
            {
                prober.SetParameter(ParameterOf(fill), TextOf(value), $"it writes {Prober.Quote(Encoding.UTF8.GetBytes(line))}");
                return;
            }
        }
    }

    private Parameter ParameterOf(FillExpression fill) => parameters.First(parameter => parameter.Name == fill.Parameter.Name);

    private static string TextOf(ByteText text) => Encoding.UTF8.GetString(text.ToArray());

    /// <summary>The client prints a prompt before a line if its input is not a terminal.</summary>
    private static string WithoutPrompt(string line) => line.LastIndexOf("> ", StringComparison.Ordinal) is var at and >= 0 ? line[(at + 2)..] : line;
}
