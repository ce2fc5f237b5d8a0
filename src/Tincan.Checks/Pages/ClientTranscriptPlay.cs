using Tincan.Checks.Contexts;
using Tincan.Checks.Plays;
using Tincan.Checks.Targets;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>The program is the client of a transcript: we are its server.</summary>
internal sealed class ClientTranscriptPlay(Page page, CaseContext context, Transcript transcript) : TranscriptPlay(page, context, transcript)
{
    private readonly List<OutputStep> _printed = [];
    private string[] _filed = [];
    private ClientPlay? _client;
    private ProgramExit? _end;

    /// <summary>Looks at what the client has printed. Defaults to null: it is compared with the transcript.</summary>
    public Action<ClientOutput>? See { get; init; }

    protected override string Printed => _end is null ? Context.Output : Encoding.Latin1.GetString(_end.StandardOutput);

    /// <summary>Our end of the client's connection.</summary>
    public async Task<Peer> ServerAsync() => (await ClientAsync()).Peer;

    /// <summary>Refuses the connection, and expects that the client fails.</summary>
    public async Task ExpectRefusalFailsAsync()
    {
        await base.BeginAsync();
        await ClientPlay.ExpectRefusalFailsAsync(Context, Input);
    }

    protected override bool IsProgram(Role role) => role.Kind == RoleKind.Client;

    protected override MessageFraming ProgramFraming(Role to) => Page.Framing.ToServer;

    protected override MessageFraming OurFraming(Role from) => Page.Framing.ToClient;

    protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        if (Transcript.Steps.Any(Page.IsOutput))
        {
            Context.WriteEarlierFile();
        }

        await Context.StartClientAsync(Input);
    }

    protected override TimeSpan? CloseTimeout => Context.Options.ExitTimeout;

    protected override Task<Peer> PeerAsync(Role from, Role to) => ServerAsync();

    protected override async Task ExpectStepAsync(WireStep step, Peer peer)
    {
        switch (step)
        {
            case EventStep { Event: TranscriptEvent.Connects }:
                if (Transcript.Steps.TakeWhile(one => one != step).Any(static one => one is WireStep))
                {
                    await _client!.AcceptNextAsync();
                }

                break;
            case MessageStep { IsOnSameConnection: false } when Page.IsAnyConnection:
                await _client!.ExpectQuestionAsync(next => base.ExpectStepAsync(step, next));
                break;
            default:
                await base.ExpectStepAsync(step, peer);
                break;
        }

        if (Transcript.Messages.Where(static one => one.From.Kind == RoleKind.Client).Take(2).ToList() is [var first, _] && first == step)
        {
            await _client!.WaitForPipelinedLineAsync();
        }
    }

    /// <summary>A client may print its lines only when it ends, so they are judged then, unless the transcript goes on with what is captured from one.</summary>
    protected override async Task ExpectOutputAsync(OutputStep output)
    {
        if (output.Line.Captures.All(name => Scope.Find(name.Text[1..]) is not null))
        {
            _printed.Add(output);
        }
        else
        {
            await base.ExpectOutputAsync(output);
        }
    }

    /// <summary>A client that writes no file prints these lines, with others between them.</summary>
    protected override Task ExpectOutputFileAsync(IReadOnlyList<FileStep> lines)
    {
        _filed = [.. lines.Select(line => Encoding.UTF8.GetString(line.Line.Write(Scope).ToArray()))];
        return Task.CompletedTask;
    }

    protected override async Task ExpectExitAsync(ExitStep exit)
    {
        _end = await Context.WaitForExitAsync();
        if (_end.ExitCode != exit.Code)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"the program ended with {_end.Description}, not with exit code {exit.Code}") { IsCloseFailure = true };
        }
    }

    protected override async Task EndAsync()
    {
        if (_printed.Count + _filed.Length == 0 && See is null)
        {
            return;
        }

        if (_end is null)
        {
            await (await ClientAsync()).ExpectOutputAsync(See ?? Judge);
        }
        else
        {
            (See ?? Judge)(Context.OutputOf(_end));
        }
    }

    private async Task<ClientPlay> ClientAsync() => _client ??= new ClientPlay(Context, await Context.AcceptAsync());

    private void Judge(ClientOutput written)
    {
        written.Expect([.. _printed.Where(static step => step is { IsNever: false, IsRaw: false }).Select(step => LineOf(step))]);
        foreach (var bytes in _printed.Where(static step => step.IsRaw))
        {
            written.Expect(bytes.Line.Write(Scope).ToArray());
        }

        if (_filed.Length > 0)
        {
            written.ExpectOnly(_filed);
        }

        foreach (var never in _printed.Where(static step => step.IsNever))
        {
            written.ExpectNot(LineOf(never));
        }
    }

    private OutputLine LineOf(OutputStep step) => step.Line.Unsendable is null
        ? new OutputLine(Encoding.UTF8.GetString(step.Line.Write(Scope).ToArray()))
        : new OutputLine(Encoding.UTF8.GetString(step.Line.At.Bytes), text => step.Line.Matches(ByteText.FromUtf8(text), Scope));
}
