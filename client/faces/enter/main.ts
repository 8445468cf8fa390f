import { createPinia } from 'pinia';
import { createApp } from 'vue';
import '../../ui/css/ui.css';
import '../../ui/theme.ts';
import { PHONE } from '../../account/useSignIn.ts';
import EnterApp from './EnterApp.vue';

/** In a hand everything is larger. */
if (matchMedia(PHONE).matches) document.documentElement.dataset.size = 'phone';
createApp(EnterApp).use(createPinia()).mount('#app');
