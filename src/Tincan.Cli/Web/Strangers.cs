using Microsoft.AspNetCore.Connections;

namespace Tincan.Cli.Web;

/// <summary>
/// The connections that have not shown the token yet. They are few and short-lived, so that half a request, however often it is made, takes no connection
/// from a viewer: when one more comes than there may be, the oldest is reset.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Strangers(TimeProvider time)
{
    /// <summary>How many there may be.</summary>
    public const int Limit = 32;

    /// <summary>How long one may take to show the token. A browser does it at once.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly LinkedList<Stranger> _all = [];
    private readonly Lock _lock = new();

    /// <summary>Serves a connection, as a stranger's at first.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        using var stranger = new Stranger(this, connection);
        connection.Features.Set(stranger);
        Enter(stranger);
        await next(connection);
    };

    private void Enter(Stranger stranger)
    {
        Stranger? oldest = null;
        lock (_lock)
        {
            _all.AddLast(stranger.Place);
            if (_all.Count > Limit)
            {
                oldest = _all.First!.Value;
                _all.RemoveFirst();
            }
        }

        oldest?.Reset("too many connections without the token");
        stranger.Start(time);
    }

    private void Leave(LinkedListNode<Stranger> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _all.Remove(place);
            }
        }
    }

    /// <summary>A connection that has not shown the token yet.</summary>
    internal sealed class Stranger : IDisposable
    {
        private readonly Strangers _all;
        private readonly ConnectionContext _connection;
        private ITimer? _timer;

        public Stranger(Strangers all, ConnectionContext connection)
        {
            (_all, _connection) = (all, connection);
            Place = new(this);
        }

        public LinkedListNode<Stranger> Place { get; }

        /// <summary>Begins to count its time.</summary>
        public void Start(TimeProvider time) => _timer = time.CreateTimer(
            static stranger => ((Stranger)stranger!).TimedOut(), this, TimeLimit, Timeout.InfiniteTimeSpan);

        /// <summary>It has shown the token.</summary>
        public void BecomesKnown() => Dispose();

        public void Reset(string why) => _connection.Abort(new ConnectionAbortedException(why));

        public void Dispose()
        {
            _timer?.Dispose();
            _all.Leave(Place);
        }

        private void TimedOut()
        {
            if (Place.List is not null)
            {
                Reset($"no token within {TimeLimit.TotalSeconds:0} s");
            }
        }
    }
}
