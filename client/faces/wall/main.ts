import { createPinia } from 'pinia';
import { createApp } from 'vue';
import '../../ui/css/ui.css';
import { setLanguage } from '../../ui/language.ts';
import { pinShade } from '../../ui/theme.ts';
import './wall.css';
import WallApp from './WallApp.vue';
import { followSize } from './running/size.ts';
import { takeToken } from './running/takeToken.ts';

/** Always dark. `?lang=en` chooses the language once: a wall has nothing to press. */
pinShade('dark');
const wished = new URLSearchParams(location.search).get('lang');
if (wished === 'en' || wished === 'zh') setLanguage(wished);
followSize();
createApp(WallApp, { token: takeToken() }).use(createPinia()).mount('#app');
