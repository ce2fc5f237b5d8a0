using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>The clients of a room. Whatever one of them does, each receives what the rules of the page send it then, and nothing else.</summary>
internal sealed class RoomPlay
{
    private readonly CaseContext _context;
    private readonly FramingPair _framing;
    private readonly Scope _scope;
    private readonly Rehearsal _rehearsal;
    private readonly Dictionary<Role, Member> _members = [];
    private readonly Role? _silent;
    private int _guests;

    /// <param name="page">The page.</param>
    /// <param name="context">The case's.</param>
    /// <param name="silent">A client that will read nothing. Defaults to none.</param>
    public RoomPlay(Page page, CaseContext context, Role? silent = null)
    {
        (_context, _silent) = (context, silent);
        _framing = PageDialect.Of(page, context.Assignment.Side, context.Options).Framing;
        _scope = new Scope { Parameters = page.Values(PageParameters.Given(page, context.Options)) };
        _rehearsal = new Rehearsal(page.Rules, _scope.Parameters);
    }

    /// <summary>A client and what the rules send it.</summary>
    internal sealed record Member(Peer Peer, RehearsedClient Rehearsed, IFramer Framer);

    /// <summary>The client of a role.</summary>
    public Member this[Role role] => _members[role];

    /// <summary>The case's.</summary>
    public CaseContext Context => _context;

    /// <summary>A message with its framing.</summary>
    public byte[] Frame(MessageStep step) => _framing.ToServer.Frame(step.Message, _scope);

    /// <summary>A client that is in no transcript connects, and what the server sends it is not judged. It may be a member of the room.</summary>
    public async Task<Member> ConnectGuestAsync()
    {
        var guest = await ConnectAsync(isNarrow: false);
        await PauseAsync();
        return guest;
    }

    /// <summary>One more client connects; all receive what the rules say.</summary>
    public async Task<Role> JoinAsync()
    {
        var role = new Role(RoleKind.Client, 1000 + _guests++);
        await JoinAsync(role);
        return role;
    }

    /// <summary>Plays a conversation.</summary>
    public async Task PlayAsync(Room room)
    {
        foreach (var step in room.Transcript.Steps.OfType<WireStep>())
        {
            var role = step.From.Kind == RoleKind.Client ? step.From : step.To;
            if (!_members.ContainsKey(role))
            {
                await JoinAsync(role);
            }

            if (step is MessageStep { From.Kind: RoleKind.Client } message)
            {
                await SendAsync(role, message);
            }
        }
    }

    /// <summary>A client sends messages in one write; all receive what the rules say.</summary>
    public async Task SendAsync(Role role, params MessageStep[] messages)
    {
        await _members[role].Peer.SendAsync(messages.SelectMany(Frame).ToArray());
        foreach (var message in messages)
        {
            Rehearse(role, message);
        }

        await ExpectAsync();
    }

    /// <summary>The rules get a message of a client, whose bytes are sent by the caller.</summary>
    public void Rehearse(Role role, MessageStep message) => _members[role].Rehearsed.Send(message.Message.Write(_scope));

    /// <summary>All clients receive what the rules say.</summary>
    public async Task ExpectAsync()
    {
        var isQuiet = true;
        foreach (var member in _members.Values)
        {
            foreach (var response in member.Rehearsed.Take())
            {
                isQuiet = false;
                await member.Peer.JudgeAsync(() => ExpectAsync(member, response));
            }
        }

        if (isQuiet)
        {
            // Nothing shows that the server has taken it; what another client sends next must come after it.
            await PauseAsync();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public Task EndAsync() => Task.WhenAll(_members.Values.Select(static member => member.Peer.JudgeAsync(() => member.Peer.ExpectNoMoreAsync())));

    /// <summary>All clients leave; what the others are sent about that is not judged.</summary>
    /// <param name="isReset">They reset their connections.</param>
    public async Task LeaveAsync(bool isReset)
    {
        foreach (var member in _members.Values)
        {
            if (isReset)
            {
                member.Peer.Abort();
            }
            else
            {
                await member.Peer.FinishAsync();
                await member.Peer.ReceiveAllAsync(_context.Options.AnswerTimeout);
                await member.Peer.DisposeAsync();
            }

            member.Rehearsed.Finish();
            await PauseAsync();
        }

        _members.Clear();
    }

    /// <summary>Waits until the server has surely done what was sent to it.</summary>
    public Task PauseAsync() => _context.SettleAsync();

    private async Task JoinAsync(Role role)
    {
        _members[role] = await ConnectAsync(role == _silent);
        await ExpectAsync();
    }

    private async Task<Member> ConnectAsync(bool isNarrow) => new(await _context.ConnectAsync(isNarrow), _rehearsal.Connect(), _framing.ToClient.CreateFramer());

    private async Task ExpectAsync(Member member, Response response)
    {
        switch (response)
        {
            case SendResponse { IsRaw: true } raw:
                await member.Peer.ExpectAsync(raw.Content.ToArray());
                break;
            case SendResponse message:
                await member.Peer.ExpectMessageAsync(
                    member.Framer,
                    content => JsonText.AreSame(_framing.ToClient.ReadContent(content), message.Content),
                    _framing.ToClient.Frame(message.Content),
                    $"'{Columns.Cut(message.Content.ToString(), 60, "…")}'");
                break;
            default:
                await member.Peer.ExpectCloseAsync();
                break;
        }
    }
}
