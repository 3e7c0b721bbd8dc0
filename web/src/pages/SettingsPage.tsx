import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Choice } from '../components/Choice.tsx';
import { Toggle } from '../components/Toggle.tsx';
import { UserText } from '../components/UserText.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { WhenClosed } from '../notifications/WhenClosed.tsx';
import { prefer } from '../session/preferences.ts';
import { useMuted } from '../session/useMuted.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { AccountForms } from './AccountForms.tsx';
import { DeleteAccount } from './DeleteAccount.tsx';
import { RenameForm } from './RenameForm.tsx';
import { SignOut } from './SignOut.tsx';
import { SoundSetting } from './SoundSetting.tsx';

const THEMES = [
  { value: 'system', text: 'Device' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
] as const;

/** What a player may choose, all of it at once in effect. */
export function SettingsPage() {
  const { player } = useParlor();
  const { theme, motion, deck, bots, keys, awake, aimHelp } = usePreferences();
  const { muted, unmute } = useMuted();
  usePageTitle('Settings');
  return (
    <div className="sheet-page">
      <h1>Settings</h1>
      <section className="card stack" aria-labelledby="look-title">
        <h2 id="look-title">This browser</h2>
        <div className="setting setting--wide">
          <span className="strong">Colours</span>
          <Choice
            label="Colours"
            options={THEMES}
            value={theme}
            onChange={(value) => prefer({ theme: value })}
          />
        </div>
        <Toggle
          label="Less motion"
          hint="Nothing slides or pulses, whatever the device says."
          checked={motion === 'less'}
          onChange={(on) => prefer({ motion: on ? 'less' : 'system' })}
        />
        <Toggle
          label="Four-colour cards"
          hint="Every suit of the cards has a colour of its own."
          checked={deck === 'four'}
          onChange={(on) => prefer({ deck: on ? 'four' : 'two' })}
        />
        {player && <WhenClosed />}
        <SoundSetting />
        {'wakeLock' in navigator && (
          <Toggle
            label="Screen stays on"
            hint="During a match the phone does not go dark by itself."
            checked={awake}
            onChange={(on) => prefer({ awake: on })}
          />
        )}
        <Toggle
          label="Single-key shortcuts"
          hint="P plays, ? lists the others."
          checked={keys}
          onChange={(on) => prefer({ keys: on })}
        />
        <Toggle
          label="Help with aiming"
          hint="In the arena thumbs and gamepads turn a little to who is nearly aimed at; a ring shows who."
          checked={aimHelp}
          onChange={(on) => prefer({ aimHelp: on })}
        />
        <Toggle
          label="Bots may join"
          hint="Play fills empty seats with bots after a few seconds."
          checked={bots}
          onChange={(on) => prefer({ bots: on })}
        />
      </section>
      <section className="card stack" aria-labelledby="account-title">
        <h2 id="account-title">Account</h2>
        {player && <RenameForm key={player.id} />}
        {player && !player.guest ? null : <AccountForms />}
        {player && (
          <div className="row">
            <SignOut guest={player.guest} />
            <DeleteAccount key={player.id} />
          </div>
        )}
      </section>
      <section className="card stack" aria-labelledby="muted-title">
        <h2 id="muted-title">Muted players</h2>
        <p className="muted">
          You do not read what they write, and Play seats you at other tables.
          {muted.length === 0 &&
            ' Nobody yet: mute somebody beside their words in a chat, or on their profile.'}
        </p>
        {muted.length > 0 && (
          <ul>
            {muted.map(({ id, name }) => (
              <li key={id} className="setting">
                <span className="strong">
                  <UserText>{name}</UserText>
                </span>
                <button type="button" className="button" onClick={() => unmute(id)}>
                  Unmute
                  <span className="visually-hidden">
                    {' '}
                    <UserText>{name}</UserText>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
